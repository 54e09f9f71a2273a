package io.tracelake.sandbox;

/** The sandbox can't serve; the message names the address and the cause. */
public final class SandboxException extends RuntimeException {
    SandboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
