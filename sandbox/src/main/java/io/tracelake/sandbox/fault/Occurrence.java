package io.tracelake.sandbox.fault;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a rule strikes.
 *
 * @param share of the requests that it is about, 0 to 1
 * @param times how often at most; null for no end
 * @param after from its addition
 * @param lasting from its begin; null for no end
 */
public record Occurrence(
        double share,
        @Nullable Long times,
        Duration after,
        @Nullable Duration lasting) {
    static final Occurrence ALWAYS = new Occurrence(1, null, Duration.ZERO, null);

    public Occurrence {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be between 0 and 1: " + share);
        }
        if (times != null && times < 1) {
            throw new IllegalArgumentException("times must be at least 1: " + times);
        }
        if (after.isNegative() || (lasting != null && !lasting.isPositive())) {
            throw new IllegalArgumentException("after must not be negative, and for must be positive");
        }
    }

    boolean holds(Duration sinceAddition) {
        return sinceAddition.compareTo(after) >= 0
                && (lasting == null || sinceAddition.compareTo(after.plus(lasting)) < 0);
    }
}
