package io.tracelake.client.quota;

import java.util.concurrent.TimeUnit;

/**
 * The rate at which a service that names no limit may be asked: unbounded until it refuses, then 70 % of what it was asked in
 * the minute before, but at least six a minute. From there it rises every ten seconds: it doubles if that was the only refusal
 * in ten minutes, for it may have had other reasons, or if it is above what was refused by a quarter already; else it rises
 * by 2 %, or half a request a minute if that is more. Refusals in a row, without an answer between them, count once. Not
 * thread-safe.
 */
final class SeenRate {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long STEP = TimeUnit.SECONDS.toNanos(10);
    private static final long MEMORY = TimeUnit.MINUTES.toNanos(10);
    private static final double LEAST = 6.0 / MINUTE;
    private static final double LEAST_INCREASE = 0.5 / MINUTE;
    private static final double INCREASE = 0.02;
    private static final double QUICK_INCREASE = 1;
    private static final double ABOVE = 1.25;

    private double perNano = Double.POSITIVE_INFINITY;
    private double refusedPerNano;
    private boolean confirmed;
    private long refusedAt = Long.MIN_VALUE / 2;
    private long increasedAt;
    private boolean answered = true;

    /** Nanoseconds from one request to the next. */
    double interval() {
        return 1 / perNano;
    }

    void refused(RecentGrants grants, long now) {
        if (answered) {
            refusedPerNano = Math.min(perNano, grants.since(now - MINUTE) / (double) MINUTE);
            perNano = Math.max(LEAST, 0.7 * refusedPerNano);
            confirmed = now - refusedAt < MEMORY;
            refusedAt = now;
            answered = false;
        }
        increasedAt = now;
    }

    void answered(long now) {
        answered = true;
        for (; now - increasedAt >= STEP && perNano < Double.POSITIVE_INFINITY; increasedAt += STEP) {
            boolean quick = !confirmed || perNano > ABOVE * refusedPerNano;
            perNano += quick ? QUICK_INCREASE * perNano : Math.max(LEAST_INCREASE, INCREASE * perNano);
        }
    }
}
