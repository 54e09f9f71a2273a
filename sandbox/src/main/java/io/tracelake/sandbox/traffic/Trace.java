package io.tracelake.sandbox.traffic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trace as the service shows it at one moment. Times are epoch milliseconds.
 *
 * @param observations those that have arrived, by start
 * @param flaw what is wrong with its row in a list, if anything
 * @param poison what is wrong with it wherever it is shown, if anything
 */
public record Trace(
        String id,
        long timestamp,
        long createdAt,
        long updatedAt,
        Attributes attributes,
        List<Observation> observations,
        Payload payload,
        @Nullable Flaw flaw,
        @Nullable Poison poison) {

    /** The sum over its observations in pico-dollars (1e-12 USD). */
    public long cost() {
        long sum = 0;
        for (Observation observation : observations) {
            sum += observation.cost();
        }
        return sum;
    }

    /** From the first start to the last end in milliseconds; 0 without observations. */
    public long latency() {
        return latency(observations);
    }

    /** The same by clocks that are so many milliseconds ahead. */
    public Trace shifted(long timestampMillis, long serviceMillis) {
        return new Trace(
                id,
                timestamp + timestampMillis,
                createdAt + serviceMillis,
                updatedAt + serviceMillis,
                attributes,
                observations,
                payload,
                flaw,
                poison);
    }

    static long latency(List<Observation> observations) {
        long start = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        for (Observation observation : observations) {
            start = Math.min(start, observation.start());
            end = Math.max(end, observation.end());
        }
        return observations.isEmpty() ? 0 : end - start;
    }

    /** A defect of a row in a list. */
    public enum Flaw {
        NO_ID,
        NO_TIMESTAMP,
        COST_NOT_A_NUMBER
    }
}
