package io.tracelake.app.verify;

import java.nio.file.Path;

/** The lake can't be read. The message is one line. */
public final class LakeUnreadableException extends RuntimeException {
    LakeUnreadableException(Path lake, Exception cause) {
        super("lake.path: '" + lake + "' can't be read: " + firstLine(cause), cause);
    }

    private static String firstLine(Exception cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
