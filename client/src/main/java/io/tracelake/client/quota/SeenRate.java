package io.tracelake.client.quota;

import java.util.concurrent.TimeUnit;

/**
 * The rate at which a service that names no limit may be asked: unbounded until it refuses, then 70 % of what it was asked in
 * the minute before, but at least six a minute, and from there on 1 % of that more every ten seconds, or half a request a
 * minute if that is more. Refusals in a row, without an answer between them, count once. Not thread-safe.
 */
final class SeenRate {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long STEP = TimeUnit.SECONDS.toNanos(10);
    private static final double LEAST = 6.0 / MINUTE;
    private static final double LEAST_INCREASE = 0.5 / MINUTE;

    private double perNano = Double.POSITIVE_INFINITY;
    private double increase;
    private long increasedAt;
    private boolean answered = true;

    /** Nanoseconds from one request to the next. */
    double interval() {
        return 1 / perNano;
    }

    void refused(RecentGrants grants, long now) {
        if (answered) {
            double seen = grants.since(now - MINUTE) / (double) MINUTE;
            perNano = Math.max(LEAST, 0.7 * Math.min(perNano, seen));
            increase = Math.max(LEAST_INCREASE, perNano / 100);
            answered = false;
        }
        increasedAt = now;
    }

    void answered(long now) {
        answered = true;
        long steps = (now - increasedAt) / STEP;
        if (steps > 0) {
            perNano += steps * increase;
            increasedAt += steps * STEP;
        }
    }
}
