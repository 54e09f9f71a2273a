package io.tracelake.sink.storage;

/**
 * Files or offsets are not as the last commit left them, so somebody else has changed them. Trying again can't mend it:
 * going on would lose rows or double them.
 */
public final class DamagedLakeException extends RuntimeException {
    public DamagedLakeException(String message) {
        super(message);
    }
}
