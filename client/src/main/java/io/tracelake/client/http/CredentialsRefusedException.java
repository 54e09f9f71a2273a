package io.tracelake.client.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The service doesn't know the credentials (401), or they don't reach far enough (403). Never retried. */
public final class CredentialsRefusedException extends ServiceException {
    @Serial
    private static final long serialVersionUID = 1;

    CredentialsRefusedException(String message, int status, Outcome outcome, @Nullable Throwable cause) {
        super(message, status, outcome, cause);
    }
}
