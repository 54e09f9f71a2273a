package io.tracelake.ingester.discovery;

/** A project has no key pair that can be used. */
public final class KeysUnavailableException extends RuntimeException {
    private final String status;

    KeysUnavailableException(String status, String message) {
        super(message);
        this.status = status;
    }

    /** The status that the project is parked with. */
    public String status() {
        return status;
    }
}
