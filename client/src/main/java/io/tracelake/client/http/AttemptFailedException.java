package io.tracelake.client.http;

import java.io.Serial;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One attempt brought nothing usable. Says whether another one may. */
final class AttemptFailedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    /** Too many requests, and the faults of servers and gateways that pass; 524 is a time-out of a well-known edge. */
    private static final Set<Integer> PASSING = Set.of(429, 500, 502, 503, 504, 524);

    private final int status;
    private final boolean retryable;
    private final @Nullable String retryAfter;

    private AttemptFailedException(
            int status, boolean retryable, String message, @Nullable String retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.retryable = retryable;
        this.retryAfter = retryAfter;
    }

    static AttemptFailedException noAnswer(String message, @Nullable Throwable cause) {
        return new AttemptFailedException(0, true, message, null, cause);
    }

    static AttemptFailedException refused(int status, String message, @Nullable String retryAfter) {
        return new AttemptFailedException(status, PASSING.contains(status), message, retryAfter, null);
    }

    static AttemptFailedException unreadable(UnreadableBodyException body) {
        return new AttemptFailedException(200, true, "200, but " + body.getMessage(), null, body);
    }

    static AttemptFailedException unacceptable(int status, String message) {
        return new AttemptFailedException(status, false, message, null, null);
    }

    int status() {
        return status;
    }

    boolean retryable() {
        return retryable;
    }

    /** The header as it was sent. */
    @Nullable String retryAfter() {
        return retryAfter;
    }
}
