package io.tracelake.client.http;

import java.io.Serial;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service didn't give a usable answer, after every retry that made sense. The message is one line: method, URL,
 * status, what the service objects to, and attempts; it holds no secret.
 */
public sealed class ServiceException extends RuntimeException
        permits CallInterruptedException,
                ConflictException,
                CredentialsRefusedException,
                InvalidRequestException,
                NotFoundException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int status;
    private final Outcome outcome;

    public ServiceException(String message, int status, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        this(message, status, new Outcome(retryAfter, List.of(), false), cause);
    }

    ServiceException(String message, int status, Outcome outcome, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.outcome = outcome;
    }

    /** What is known beside the status. */
    record Outcome(@Nullable Duration retryAfter, List<ServiceError> errors, boolean doubtful) {
        static final Outcome UNKNOWN = new Outcome(null, List.of(), false);

        Outcome {
            errors = List.copyOf(errors);
        }
    }

    /** The HTTP status; 0 if no answer came, or only a part of one; 200 if the answer couldn't be read. */
    public int status() {
        return status;
    }

    /** How long the service asked to be left alone, as it said it; null if it didn't say. */
    public @Nullable Duration retryAfter() {
        return outcome.retryAfter();
    }

    /** What the service objects to; empty if it gave no reasons that could be read. */
    public List<ServiceError> errors() {
        return outcome.errors();
    }

    /** True if the service may have done what it was asked for: a request that changes something got no clear answer. */
    public boolean mayHaveTakenEffect() {
        return outcome.doubtful();
    }
}
