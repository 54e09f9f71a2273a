package io.tracelake.ingester.source;

/** The service doesn't keep the order or the bounds asked for, so paging by time would lose rows. */
public final class UnorderedPageException extends RuntimeException {
    UnorderedPageException(String message) {
        super(message);
    }
}
