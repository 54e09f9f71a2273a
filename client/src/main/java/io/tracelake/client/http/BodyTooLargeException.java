package io.tracelake.client.http;

import java.io.IOException;
import java.io.Serial;

/** A body holds more than its reader may keep. Asking for the same again would bring the same. */
public final class BodyTooLargeException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    public BodyTooLargeException(String message) {
        super(message);
    }
}
