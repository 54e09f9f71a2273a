package io.tracelake.sandbox.traffic;

import org.jspecify.annotations.Nullable;

/**
 * One step of a trace: a generation if it has a model, otherwise a span.
 *
 * @param start epoch milliseconds
 * @param end epoch milliseconds, at or after the start
 * @param createdAt epoch milliseconds at which the service first showed it
 */
public record Observation(
        String id,
        String name,
        @Nullable Model model,
        long start,
        long end,
        int inputTokens,
        int outputTokens,
        long createdAt) {

    /** Pico-dollars. */
    public long inputCost() {
        return model == null ? 0 : model.inputPrice() * inputTokens;
    }

    /** Pico-dollars. */
    public long outputCost() {
        return model == null ? 0 : model.outputPrice() * outputTokens;
    }

    /** Pico-dollars. */
    public long cost() {
        return inputCost() + outputCost();
    }
}
