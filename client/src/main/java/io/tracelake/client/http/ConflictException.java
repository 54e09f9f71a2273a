package io.tracelake.client.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** What is asked for doesn't fit the state of things, such as a name already taken (409). Never retried. */
public final class ConflictException extends ServiceException {
    @Serial
    private static final long serialVersionUID = 1;

    ConflictException(String message, int status, Outcome outcome, @Nullable Throwable cause) {
        super(message, status, outcome, cause);
    }
}
