package io.tracelake.app.service;

/** A key pair opens another project than the one it is named for. */
public final class IdentityMismatchException extends RuntimeException {
    private final String opened;

    IdentityMismatchException(String opened) {
        super("its key pair opens project " + opened);
        this.opened = opened;
    }

    /** Id of the project that it opens. */
    public String opened() {
        return opened;
    }
}
