package io.tracelake.app.line;

/** A key pair opens another project than the one it is named for. */
public final class IdentityMismatchException extends RuntimeException {
    IdentityMismatchException(String message) {
        super(message);
    }
}
