package io.tracelake.sandbox.traffic;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One UTC day: traces by their timestamp, usage by the start of the observation.
 *
 * @param usage one entry for each model used, by name, observations without a model last
 */
public record DayTotal(LocalDate day, long traces, List<ModelTotal> usage) {
    public long observations() {
        return usage.stream().mapToLong(ModelTotal::observations).sum();
    }

    /** Pico-dollars (1e-12 USD). */
    public long cost() {
        return usage.stream().mapToLong(ModelTotal::cost).sum();
    }

    /**
     * What one model did on the day.
     *
     * @param traces distinct traces; a trace that used two models counts in both
     * @param cost pico-dollars (1e-12 USD)
     */
    public record ModelTotal(
            @Nullable String model, long inputTokens, long outputTokens, long traces, long observations, long cost) {}
}
