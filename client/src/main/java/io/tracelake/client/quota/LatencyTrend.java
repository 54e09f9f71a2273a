package io.tracelake.client.quota;

import java.util.concurrent.TimeUnit;

/**
 * Whether requests of one kind take longer than they used to: their smoothed latency (each new one counts a twentieth)
 * against its low of the last five to ten minutes. Not thread-safe.
 */
final class LatencyTrend {
    private static final int WEIGHT = 20;
    private static final long PERIOD = TimeUnit.MINUTES.toNanos(5);
    private static final long NOISE = TimeUnit.MILLISECONDS.toNanos(50);

    private double smoothed;
    private long added;
    private double low = Double.MAX_VALUE;
    private double lowBefore = Double.MAX_VALUE;
    private long periodBegan;

    void add(long latency, long now) {
        if (now - periodBegan >= PERIOD) {
            lowBefore = now - periodBegan < 2 * PERIOD ? low : Double.MAX_VALUE;
            low = Double.MAX_VALUE;
            periodBegan = now;
        }
        smoothed += (latency - smoothed) / Math.min(WEIGHT, ++added);
        if (added >= WEIGHT) {
            low = Math.min(low, smoothed);
        }
    }

    /** More than twice the low, and not just by the noise of short ones. */
    boolean isRaised() {
        return smoothed > 2 * Math.min(low, lowBefore) + NOISE;
    }
}
