package io.tracelake.sandbox.limit;

import java.time.Duration;
import java.time.Instant;

/** A request beyond the limit. */
public record Excess(int limit, int remaining, Instant reset, Instant now) {
    /** Whole seconds until the window ends, rounded up. */
    public long retryAfterSeconds() {
        return Math.ceilDiv(Duration.between(now, reset).toMillis(), 1_000L);
    }
}
