package io.tracelake.app.up;

import java.net.BindException;

/** Another process listens where a part of {@code up} should. The message is one line that names the option. */
public final class PortInUseException extends RuntimeException {
    private PortInUseException(int port, String option, Throwable cause) {
        super("port " + port + " is in use; choose another by " + option + ", 0 for any free one", cause);
    }

    /** What a part failed with, unless it was its port. */
    static RuntimeException orElse(RuntimeException failure, String option, int port) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return new PortInUseException(port, option, failure);
            }
        }
        return failure;
    }
}
