package io.tracelake.sandbox.traffic;

import io.tracelake.sandbox.traffic.Draws.Part;

/**
 * The timestamps of a project's traces as arithmetic: row number to epoch millisecond and back, never stored. Rows are
 * in timestamp order. History is spread evenly (with jitter) from {@code historyFrom} to {@code liveFrom}; from there
 * on traces follow at the live rate without end. All of it is anchored in absolute time, so a restart changes nothing.
 */
final class Timeline {
    private final long key;
    private final long historyFrom;
    private final long liveFrom;
    private final long historyTraces;
    private final double tracesPerSecond;
    private final Behaviour behaviour;

    Timeline(Plan plan) {
        this.key = plan.key();
        this.historyFrom = plan.historyFrom().toEpochMilli();
        this.liveFrom = plan.liveFrom().toEpochMilli();
        this.historyTraces = plan.historyTraces();
        this.tracesPerSecond = plan.tracesPerSecond();
        this.behaviour = plan.behaviour();
    }

    long timestamp(long row) {
        int size = behaviour.tieSize();
        if (size > 1 && behaviour.tieShare() > 0) {
            long block = row / size;
            if (Draws.of(key, block, Part.TIE).chance(behaviour.tieShare())) {
                return slot(block * size);
            }
        }
        return slot(row);
    }

    /** The first row at or after an instant; the number of rows if there is none. */
    long firstRowAt(long millis) {
        long low = 0;
        long high = rowsCertainlyBefore(millis);
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (timestamp(middle) < millis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** True if the number exists at all: without live traffic the history is all there is. */
    boolean holds(long row) {
        return row >= 0 && (row < historyTraces || tracesPerSecond > 0);
    }

    private long rowsCertainlyBefore(long millis) {
        if (millis <= historyFrom) {
            return 0;
        }
        if (tracesPerSecond == 0) {
            return historyTraces;
        }
        if (millis <= liveFrom) {
            return historyTraces + behaviour.tieSize();
        }
        return historyTraces + (long) Math.ceil((millis - liveFrom) / 1000.0 * tracesPerSecond) + behaviour.tieSize();
    }

    private long slot(long row) {
        double position = Draws.of(key, row, Part.TIME).unit();
        if (row < historyTraces) {
            return historyFrom + (long) ((row + position) * (liveFrom - historyFrom) / historyTraces);
        }
        return liveFrom + (long) ((row - historyTraces + position) * 1000.0 / tracesPerSecond);
    }
}
