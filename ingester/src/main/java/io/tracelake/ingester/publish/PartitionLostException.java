package io.tracelake.ingester.publish;

import org.jspecify.annotations.Nullable;

/**
 * A commit failed or its outcome is unknown. What is held in memory may be ahead of Kafka: the owner has to throw it
 * away and restore.
 */
public final class PartitionLostException extends RuntimeException {
    private final boolean fenced;

    public PartitionLostException(String message, @Nullable Throwable cause, boolean fenced) {
        super(message, cause);
        this.fenced = fenced;
    }

    /** Whether another instance has taken the partition over, as far as Kafka is concerned. */
    public boolean fenced() {
        return fenced;
    }
}
