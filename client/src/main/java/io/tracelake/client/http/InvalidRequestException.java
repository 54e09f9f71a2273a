package io.tracelake.client.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The service can't make sense of the request (400), or one of its rules forbids it (422). Never retried. */
public final class InvalidRequestException extends ServiceException {
    @Serial
    private static final long serialVersionUID = 1;

    InvalidRequestException(String message, int status, Outcome outcome, @Nullable Throwable cause) {
        super(message, status, outcome, cause);
    }
}
