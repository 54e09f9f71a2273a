package io.tracelake.bench.report;

import java.util.Arrays;

/** Delays of single traces. Not thread-safe. */
public final class Delays {
    private double[] seconds = new double[1_024];
    private int count;

    public void add(double delay) {
        if (count == seconds.length) {
            seconds = Arrays.copyOf(seconds, count * 2);
        }
        seconds[count++] = delay;
    }

    public int count() {
        return count;
    }

    /** The delay that this share of all doesn't exceed; NaN of none. */
    public double quantile(double share) {
        if (count == 0) {
            return Double.NaN;
        }
        double[] sorted = Arrays.copyOf(seconds, count);
        Arrays.sort(sorted);
        return sorted[Math.min(count - 1, (int) Math.ceil(share * count) - 1)];
    }
}
