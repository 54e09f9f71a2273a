package io.tracelake.sink.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The lake's storage refused: disk full, no permission, a device gone. Trying again later may succeed. */
public final class LakeUnavailableException extends UncheckedIOException {
    public LakeUnavailableException(String action, Path path, IOException cause) {
        super("lake: can't %s %s: %s".formatted(action, path, reason(cause)), cause);
    }

    private static String reason(IOException cause) {
        return cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : " " + cause.getMessage());
    }
}
