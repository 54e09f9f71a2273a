package io.tracelake.client.quota;

import java.util.EnumMap;
import java.util.Map;

/**
 * How many requests may be under way at once, over all buckets: additive increase, multiplicative decrease, between 1 and
 * the configured most.
 *
 * <ul>
 *   <li>It begins with 4. As many answers as the limit allows requests, to requests that found it fully used, make it one more.
 *   <li>A failure makes it 0.7 of what it was. Only a request that was sent after the last decrease counts, so what was
 *       under way together decreases it once.
 *   <li>A latency well above its low of the last minutes ({@link LatencyTrend}, for each bucket and priority) makes it 0.9 of
 *       what it was, under the same condition, but never less than 4: what takes long isn't always what is overloaded.
 *   <li>Failures of the same project, one after another, never make it less than 2: one project whose requests all hang
 *       leaves room for the others.
 * </ul>
 *
 * Refusals (429) don't change it, the pace answers them. Not thread-safe.
 */
final class ConcurrencyLimit {
    private static final int FIRST = 4;
    private static final double AFTER_FAILURE = 0.7;
    private static final double WHEN_SLOW = 0.9;

    private final int most;
    private final Map<Bucket, Map<Priority, LatencyTrend>> trends = new EnumMap<>(Bucket.class);
    private int limit;
    private int underWay;
    private int answers;
    private long decreasedAt = Long.MIN_VALUE;
    private String failedLast = "";

    ConcurrencyLimit(int most) {
        this.most = most;
        this.limit = Math.min(FIRST, most);
    }

    boolean hasRoom() {
        return underWay < limit;
    }

    /** One more is under way; says whether the limit is fully used now. */
    boolean enter() {
        return ++underWay >= limit;
    }

    void leave() {
        underWay--;
    }

    void answered(Turn turn, long now) {
        LatencyTrend trend = trends.computeIfAbsent(turn.bucket(), bucket -> new EnumMap<>(Priority.class))
                .computeIfAbsent(turn.claim().priority(), priority -> new LatencyTrend());
        trend.add(now - turn.grantedAt(), now);
        if (trend.isRaised()) {
            decrease(turn, WHEN_SLOW, FIRST, now);
        } else if (turn.foundLimitUsed() && ++answers >= limit) {
            limit = Math.min(most, limit + 1);
            answers = 0;
        }
    }

    void failed(Turn turn, long now) {
        String project = turn.claim().project();
        decrease(turn, AFTER_FAILURE, project.equals(failedLast) ? 2 : 1, now);
        failedLast = project;
    }

    private void decrease(Turn turn, double factor, int least, long now) {
        if (turn.grantedAt() <= decreasedAt) {
            return;
        }
        int decreased = Math.max(least, (int) (limit * factor));
        if (decreased < limit) {
            limit = decreased;
            decreasedAt = now;
            answers = 0;
        }
    }

    int limit() {
        return limit;
    }

    int underWay() {
        return underWay;
    }
}
