package io.tracelake.streams.query;

/** The state of a project isn't here, or not complete: it moves, is restored, or the instance stops. Passes by itself. */
public final class StateUnavailableException extends RuntimeException {
    StateUnavailableException(Throwable cause) {
        super("the state isn't here or not complete", cause);
    }
}
