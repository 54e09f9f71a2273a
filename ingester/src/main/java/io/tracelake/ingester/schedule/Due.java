package io.tracelake.ingester.schedule;

import java.time.Duration;
import java.time.Instant;

/** Something that comes round again, first at once. A clock set back makes it come early, never late. For one thread. */
final class Due {
    private final Duration every;
    private Instant done = Instant.MIN;
    private Instant next = Instant.MIN;

    Due(Duration every) {
        this.every = every;
    }

    boolean at(Instant now) {
        return !now.isBefore(next) || now.isBefore(done);
    }

    /** How long it has time. */
    Duration in(Instant now) {
        return at(now) ? Duration.ZERO : Duration.between(now, next);
    }

    void doneAt(Instant now) {
        done = now;
        next = now.plus(every);
    }
}
