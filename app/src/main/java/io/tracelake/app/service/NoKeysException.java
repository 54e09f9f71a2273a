package io.tracelake.app.service;

import java.util.List;
import java.util.stream.Collectors;

/** A project has no key pair that could be used. */
public final class NoKeysException extends RuntimeException {
    private static final String NO_KEYS = "no-keys";

    private final String status;

    NoKeysException(String status, String message) {
        super(message);
        this.status = status;
    }

    /** Nobody has a pair for the project. */
    static NoKeysException none(String message) {
        return new NoKeysException(NO_KEYS, message);
    }

    /** Why each source that was asked had nothing; a refusal says more than that there is none. */
    static NoKeysException of(List<NoKeysException> reasons) {
        String status = reasons.stream()
                .map(NoKeysException::status)
                .filter(reason -> !reason.equals(NO_KEYS))
                .reduce(NO_KEYS, (earlier, later) -> later);
        return new NoKeysException(
                status, reasons.stream().map(Throwable::getMessage).distinct().collect(Collectors.joining("; ")));
    }

    /** In one word, as the ingester calls it: {@code no-keys}, {@code keys-encrypted}, {@code denied} and the like. */
    public String status() {
        return status;
    }
}
