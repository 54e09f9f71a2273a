package io.tracelake.ingester.source;

import java.time.Duration;
import java.time.Instant;

/** A half-open stretch of event time: {@code from} belongs to it, {@code to} doesn't. */
public record Window(Instant from, Instant to) {
    public boolean isEmpty() {
        return !from.isBefore(to);
    }

    public Duration length() {
        return Duration.between(from, to);
    }
}
