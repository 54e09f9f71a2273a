package io.tracelake.client.http;

import java.io.Serial;

/** The calling thread was interrupted during the call. Its interrupt flag is set again. */
public final class CallInterruptedException extends ServiceException {
    @Serial
    private static final long serialVersionUID = 1;

    CallInterruptedException(String message, Outcome outcome, InterruptedException cause) {
        super(message, 0, outcome, cause);
    }

    /** For a wait that is part of a call, but not a request: nothing has taken effect. */
    public static CallInterruptedException during(String wait, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new CallInterruptedException(wait + ": interrupted", Outcome.UNKNOWN, cause);
    }
}
