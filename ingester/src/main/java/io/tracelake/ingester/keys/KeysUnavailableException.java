package io.tracelake.ingester.keys;

import java.util.List;
import java.util.stream.Collectors;

/** A project has no key pair that can be used. */
public final class KeysUnavailableException extends RuntimeException {
    private static final String NO_KEYS = "no-keys";

    private final String status;

    /** With a status in kebab case, and what to do about it. */
    public KeysUnavailableException(String status, String message) {
        super(message);
        this.status = status;
    }

    /** Nobody has a pair for the project. */
    public static KeysUnavailableException noKeys(String message) {
        return new KeysUnavailableException(NO_KEYS, message);
    }

    /** Why each source that was asked had nothing; a pair that exists and is of no use says more than no pair. */
    public static KeysUnavailableException of(List<KeysUnavailableException> reasons) {
        String status = reasons.stream()
                .map(KeysUnavailableException::status)
                .filter(reason -> !reason.equals(NO_KEYS))
                .reduce(NO_KEYS, (earlier, later) -> later);
        return new KeysUnavailableException(
                status, reasons.stream().map(Throwable::getMessage).distinct().collect(Collectors.joining("; ")));
    }

    /** The status that the project is parked with. */
    public String status() {
        return status;
    }
}
