package io.tracelake.client.http;

import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A service didn't give a usable answer, after every retry that made sense. The message is one line: method, URL,
 * status, attempts and the start of what the service said; it holds no secret.
 */
public class ServiceException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int status;
    private final @Nullable Duration retryAfter;

    public ServiceException(String message, int status, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** The HTTP status; 0 if no answer came, or only a part of one; 200 if the answer couldn't be read. */
    public int status() {
        return status;
    }

    /** How long the service asked to be left alone, as it said it; null if it didn't say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
