package io.tracelake.client.http;

import java.io.Serial;

/** The calling thread was interrupted during the call. Its interrupt flag is set again. */
public final class CallInterruptedException extends ServiceException {
    @Serial
    private static final long serialVersionUID = 1;

    CallInterruptedException(String message, InterruptedException cause) {
        super(message, 0, null, cause);
    }
}
