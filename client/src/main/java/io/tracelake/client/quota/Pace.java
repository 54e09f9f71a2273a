package io.tracelake.client.quota;

import io.tracelake.client.http.Ending.Throttled;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When the next request of a bucket may be sent.
 *
 * <p>With a limit of L requests in a window W the budget is B = min(L - 1, L less the headroom), times the share of this
 * process. Requests are W / B apart, a few may make up for time that went unused, and never more than B lie within W: so a
 * window of the service, wherever it begins, holds at most B. W is taken a little longer than it is, as requests don't all
 * travel equally long. A refusal ends all of this bucket for the time that the service asks for, the first time at most a
 * quarter of an hour; if it asks for none, for a second, and twice as long each time until it answers again, up to a minute
 * or W / 24. Times are nanoseconds. Not
 * thread-safe.
 */
final class Pace {
    private static final long LONGEST_TRAVEL = TimeUnit.SECONDS.toNanos(2);
    private static final int TRAVEL_OF_WINDOW = 100;
    private static final int MOST_AT_ONCE = 10;
    private static final int BUDGET_OF_AT_ONCE = 20;
    private static final long FIRST_PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.MINUTES.toNanos(1);
    private static final int PAUSES_OF_WINDOW = 24;
    private static final long LONGEST_OBEYED = TimeUnit.MINUTES.toNanos(15);
    private static final long LONGEST_OBEYED_OF_LIMIT = TimeUnit.DAYS.toNanos(1);
    private static final double ALL_BUT_ROUNDING = 0.9;
    private static final long SPREAD = TimeUnit.MILLISECONDS.toNanos(250);

    private final KnownLimit known;
    private final SeenRate seen = new SeenRate();
    private final RecentGrants grants = new RecentGrants();
    private final double headroom;
    private final RandomGenerator random;
    private double share = 1;
    private long interval;
    private long evenly;
    private long pausedUntil = Long.MIN_VALUE;
    private long pausedAt = Long.MIN_VALUE;
    private long pause = FIRST_PAUSE;
    private boolean refusedLast;
    private long refusals;

    Pace(@Nullable RateLimit configured, double headroom, RandomGenerator random) {
        this.known = new KnownLimit(configured);
        this.headroom = headroom;
        this.random = random;
        this.interval = newInterval();
    }

    /** The earliest time for the next request; it may lie in the past. */
    long opensAt() {
        long opens = Math.max(pausedUntil, windowOpensAt());
        return interval == 0 ? opens : Math.max(opens, opensEvenlyAt());
    }

    /** When there are fewer than the budget within a window again. */
    private long windowOpensAt() {
        int budget = (int) budget();
        return budget >= 1 && grants.has(budget) ? grants.time(budget) + window() : Long.MIN_VALUE;
    }

    private long opensEvenlyAt() {
        return evenly - (atOnce() - 1) * interval;
    }

    /** Whether requests have to wait although nothing else is under way. */
    boolean isPaced(long now) {
        return interval > 0 || pausedUntil > now;
    }

    /** What the window has held up is not made up for at once, or it would be held up again a window later, for ever. */
    void granted(long now) {
        boolean heldUp = windowOpensAt() > opensEvenlyAt();
        grants.add(now);
        evenly = heldUp ? now + atOnce() * interval : Math.max(evenly, now) + interval;
    }

    /** The service has answered a request that was sent at a time. */
    void answered(long grantedAt, long now) {
        if (grantedAt > pausedAt) {
            pause = FIRST_PAUSE;
            refusedLast = false;
        }
        if (known.get() == null) {
            seen.answered(now);
            adjust(now);
        } else if (known.isQuiet(share, now) && used(now) >= ALL_BUT_ROUNDING * budget()) {
            known.exceed(now);
            adjust(now);
        }
    }

    /** The service has refused a request. Several that were under way together are one refusal. */
    void refused(Throttled refusal, long grantedAt, long now) {
        refusals++;
        boolean again = refusedLast && grantedAt > pausedAt;
        known.refused(refusal, again, now);
        if (known.get() == null) {
            seen.refused(grants, now);
        }
        adjust(now);
        pausedUntil = Math.max(pausedUntil, now + wait(refusal, grantedAt, again) + random.nextLong(SPREAD));
        pausedAt = Math.max(pausedAt, now);
        refusedLast = true;
    }

    private long wait(Throttled refusal, long grantedAt, boolean again) {
        Duration asked = refusal.asked();
        if (asked != null) {
            long longest = longestObeyed(refusal);
            return Math.min(nanos(asked), again ? longest : Math.min(longest, LONGEST_OBEYED));
        }
        if (grantedAt <= pausedAt) {
            return 0;
        }
        long wait = pause;
        pause = Math.min(Math.max(LONGEST_PAUSE, window() / PAUSES_OF_WINDOW), pause * 2);
        return wait;
    }

    /** A service that asks again for longer than can be right is asked meanwhile all the same: that costs it little. */
    private long longestObeyed(Throttled refusal) {
        RateLimit limit = known.get();
        if (limit != null) {
            return nanos(limit.window());
        }
        return refusal.limit() == null ? LONGEST_OBEYED : LONGEST_OBEYED_OF_LIMIT;
    }

    /** Takes a part of the limit, above 0 and at most 1. */
    void share(double newShare, long now) {
        share = newShare;
        adjust(now);
    }

    private void adjust(long now) {
        interval = newInterval();
        evenly = Math.min(evenly, now + atOnce() * interval);
    }

    private long newInterval() {
        return known.get() == null ? (long) seen.interval() : (long) (window() / budget());
    }

    /** Requests of this process in a window; 0 without a known limit. */
    double budget() {
        return known.budget(headroom) * share;
    }

    private int atOnce() {
        return Math.clamp((long) budget() / BUDGET_OF_AT_ONCE, 1, MOST_AT_ONCE);
    }

    private long window() {
        RateLimit limit = known.get();
        if (limit == null) {
            return 0;
        }
        long window = nanos(limit.window());
        return window + Math.min(window / TRAVEL_OF_WINDOW, LONGEST_TRAVEL);
    }

    @Nullable RateLimit limit() {
        return known.get();
    }

    /** Requests sent within the last window; within the last minute if no limit is known. */
    int used(long now) {
        RateLimit limit = known.get();
        return grants.since(now - (limit == null ? TimeUnit.MINUTES.toNanos(1) : nanos(limit.window())));
    }

    long grants() {
        return grants.total();
    }

    long refusals() {
        return refusals;
    }

    long pausedUntil() {
        return pausedUntil;
    }

    private static long nanos(Duration duration) {
        return duration.compareTo(Duration.ofDays(100)) > 0 ? TimeUnit.DAYS.toNanos(100) : duration.toNanos();
    }
}
