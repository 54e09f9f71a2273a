package io.tracelake.client.json;

import java.io.Serial;

/** The body of an answer is cut, or isn't what the service promises. The message quotes nothing of the body. */
public final class UnreadableBodyException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public UnreadableBodyException(String message) {
        super(message);
    }
}
