package io.tracelake.app.status;

/** Kafka doesn't tell, or not in time. The message is one line that names it. */
public final class StatusUnavailableException extends RuntimeException {
    StatusUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
