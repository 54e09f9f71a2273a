package io.tracelake.sandbox.json;

import org.jspecify.annotations.Nullable;

/** Text that is no JSON, or goes beyond the limits of {@link JsonText}. The message names the place, never the text. */
public final class MalformedJsonException extends RuntimeException {
    MalformedJsonException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
