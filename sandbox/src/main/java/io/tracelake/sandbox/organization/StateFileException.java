package io.tracelake.sandbox.organization;

import org.jspecify.annotations.Nullable;

/** The state can't be read or saved; the message names the file and the cause. */
public final class StateFileException extends RuntimeException {
    StateFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
