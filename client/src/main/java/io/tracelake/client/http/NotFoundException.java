package io.tracelake.client.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The service has no such thing, or not yet (404). Never retried. */
public final class NotFoundException extends ServiceException {
    @Serial
    private static final long serialVersionUID = 1;

    NotFoundException(String message, int status, Outcome outcome, @Nullable Throwable cause) {
        super(message, status, outcome, cause);
    }
}
