package io.tracelake.client.http;

import io.tracelake.client.json.UnreadableBodyException;
import java.io.Serial;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One attempt brought nothing usable. Says whether another one may, and whether this one may have had an effect. */
final class AttemptFailedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    /** Too many requests, and the faults of servers and gateways that pass; 524 is a time-out of a well-known edge. */
    private static final Set<Integer> PASSING = Set.of(429, 500, 502, 503, 504, 524);

    private static final int REQUEST_TIMEOUT = 408;

    private final int status;
    private final boolean retryable;
    private final boolean doubtful;
    private final @Nullable Refusal refusal;

    private AttemptFailedException(
            int status,
            boolean retryable,
            boolean doubtful,
            String message,
            @Nullable Refusal refusal,
            @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.retryable = retryable;
        this.doubtful = doubtful;
        this.refusal = refusal;
    }

    static AttemptFailedException noAnswer(String message, @Nullable Throwable cause) {
        return new AttemptFailedException(0, true, !neverConnected(cause), message, null, cause);
    }

    static AttemptFailedException refused(int status, Refusal refusal) {
        boolean doubtful = status >= 500 || status == REQUEST_TIMEOUT || status < 400;
        return new AttemptFailedException(
                status, PASSING.contains(status), doubtful, refusal.message(status), refusal, null);
    }

    static AttemptFailedException unreadable(UnreadableBodyException body) {
        return new AttemptFailedException(200, true, true, "200, but " + body.getMessage(), null, body);
    }

    static AttemptFailedException unacceptable(int status, String message) {
        boolean doubtful = status != 307 && status != 308;
        return new AttemptFailedException(status, false, doubtful, message, null, null);
    }

    private static boolean neverConnected(@Nullable Throwable cause) {
        return Stream.iterate(cause, link -> link != null, Throwable::getCause)
                .limit(10)
                .anyMatch(link -> link instanceof ConnectException
                        || link instanceof UnknownHostException
                        || link instanceof NoRouteToHostException);
    }

    int status() {
        return status;
    }

    boolean retryable() {
        return retryable;
    }

    /** False if the request surely changed nothing. */
    boolean doubtful() {
        return doubtful;
    }

    RetryHeaders headers() {
        return refusal == null ? RetryHeaders.NONE : refusal.headers();
    }

    /** Whether the service, or the way to it, is in trouble, rather than this request. */
    boolean isTrouble() {
        return status == 0 || status == REQUEST_TIMEOUT || status >= 500;
    }

    List<ServiceError> errors() {
        return refusal == null ? List.of() : refusal.errors();
    }
}
