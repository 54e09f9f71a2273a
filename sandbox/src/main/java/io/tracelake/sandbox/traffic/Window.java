package io.tracelake.sandbox.traffic;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A half-open range of timestamps [from, to); null for an open end. */
public record Window(@Nullable Instant from, @Nullable Instant to) {
    public static final Window ALL = new Window(null, null);

    /** What it has in common with another one. */
    public Window within(Window other) {
        return new Window(
                other.fromMillis() > fromMillis() ? other.from : from, other.toMillis() < toMillis() ? other.to : to);
    }

    /** The same with an earlier begin, if it has one. */
    public Window movedBack(Duration time) {
        return new Window(from == null ? null : from.minus(time), to);
    }

    long fromMillis() {
        return from == null ? Long.MIN_VALUE : ceiling(from);
    }

    long toMillis() {
        return to == null ? Long.MAX_VALUE : ceiling(to);
    }

    /** Timestamps are whole milliseconds: a bound between two of them acts like the later one. */
    private static long ceiling(Instant instant) {
        long millis = instant.toEpochMilli();
        return instant.equals(Instant.ofEpochMilli(millis)) ? millis : millis + 1;
    }
}
