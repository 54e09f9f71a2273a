package io.tracelake.streams.http;

/** Parameters that make no query. */
final class InvalidQueryException extends RuntimeException {
    private final String detail;

    InvalidQueryException(String detail) {
        super(detail, null, false, false);
        this.detail = detail;
    }

    /** Names the parameter. */
    String detail() {
        return detail;
    }
}
