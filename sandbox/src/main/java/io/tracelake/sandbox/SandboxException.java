package io.tracelake.sandbox;

/** The sandbox can't serve; the message names the address or the state file, and the cause. */
public final class SandboxException extends RuntimeException {
    SandboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
