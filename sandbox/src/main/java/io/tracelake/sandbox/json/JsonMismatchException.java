package io.tracelake.sandbox.json;

/** A member that is missing or of another type than expected. */
public final class JsonMismatchException extends RuntimeException {
    private final String pointer;

    JsonMismatchException(String pointer, String message) {
        super(message, null, false, false);
        this.pointer = pointer;
    }

    /** Where, as a JSON pointer (RFC 6901). */
    public String pointer() {
        return pointer;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
