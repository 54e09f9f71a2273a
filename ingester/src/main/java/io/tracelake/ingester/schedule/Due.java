package io.tracelake.ingester.schedule;

import java.time.Duration;
import java.time.Instant;

/** Something that comes round again, first at once. For one thread. */
final class Due {
    private final Duration every;
    private Instant next = Instant.MIN;

    Due(Duration every) {
        this.every = every;
    }

    boolean at(Instant now) {
        return !now.isBefore(next);
    }

    void doneAt(Instant now) {
        next = now.plus(every);
    }
}
