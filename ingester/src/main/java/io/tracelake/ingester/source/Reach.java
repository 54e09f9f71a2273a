package io.tracelake.ingester.source;

import java.time.Duration;
import java.time.Instant;

/**
 * How far into its window a walk asks at a time: to the end of a stretch that begins where the one before has ended. For
 * one thread.
 */
final class Reach {
    private final Span span;
    private final Instant to;
    private Instant begun;
    private Instant until;
    private boolean halved;

    Reach(Span span, Instant from, Instant to) {
        this.span = span;
        this.to = to;
        this.begun = from;
        this.until = span.end(from, to);
    }

    /** The stretch's end, which doesn't belong to it; in whole milliseconds from its begin, or the window's end. */
    Instant until() {
        return until;
    }

    /** Gives up the later half of what is left of the stretch; false if that is too short for it. */
    boolean halve(Instant from) {
        Duration left = Duration.between(from, until);
        if (left.compareTo(Span.SHORTEST) <= 0) {
            return false;
        }
        Duration half = Duration.ofMillis(left.toMillis() / 2);
        begun = from;
        until = from.plus(half.compareTo(Span.SHORTEST) < 0 ? Span.SHORTEST : half);
        halved = true;
        return true;
    }

    /** A page of what is left has come. */
    void listed() {
        if (halved) {
            span.learn(Duration.between(begun, until));
            halved = false;
        }
    }

    /** Goes on with the next stretch; false if the window has ended. */
    boolean goOn() {
        span.read(Duration.between(begun, until));
        begun = until;
        until = span.end(begun, to);
        return begun.isBefore(to);
    }
}
