package io.tracelake.ingester.keys;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often keys may be made for one project. The first replacement comes at once; others soon after it wait, each twice
 * as long as the one before, from a minute to ten. Keys that live only minutes have shorter waits. Not thread-safe.
 */
final class MintingPace {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Duration unit;
    private final Duration soon;
    private final Duration longest;
    private @Nullable Instant last;
    private Duration pause = Duration.ZERO;

    MintingPace(Duration lifetime) {
        this.unit = min(MINUTE, lifetime.dividedBy(10));
        this.soon = min(MINUTE.multipliedBy(30), lifetime.dividedBy(2));
        this.longest = min(MINUTE.multipliedBy(10), lifetime.dividedBy(4));
    }

    /** Shortest time that anything about keys is worth being tried again after. */
    Duration unit() {
        return unit;
    }

    /** Whether one may be made now; a clock that was set back doesn't forbid it. */
    boolean allows(Instant now) {
        return last == null || now.isBefore(last) || !now.isBefore(last.plus(pause));
    }

    /** Notes that one is being made. */
    void begin(Instant now) {
        boolean quick = last != null && Duration.between(last, now).compareTo(soon) < 0;
        pause = quick ? min(longest, max(unit, pause.multipliedBy(2))) : Duration.ZERO;
        last = now;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
