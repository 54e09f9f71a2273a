package io.tracelake.client.json;

import java.io.Serial;

/** A JSON value isn't of the kind that was expected. The message says what it is not, and quotes nothing. */
public final class ShapeException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final String detail;

    public ShapeException(String detail) {
        super(detail, null, false, false);
        this.detail = detail;
    }

    @Override
    public String getMessage() {
        return detail;
    }
}
