package io.tracelake.sink.file;

/** What asked for a rollover. */
public enum RollReason {
    /** As many rows as are held at most. */
    ROWS,
    /** {@code lake.roll-size}. */
    SIZE,
    /** Files written early, because many days arrived mixed. */
    FILES,
    /** {@code lake.roll-interval}. */
    AGE,
    /** The group takes partitions away. */
    REVOKED,
    /** The sink ends. */
    CLOSING
}
