package io.tracelake.sandbox.traffic;

import java.time.Instant;

/**
 * What decides a project's traces, apart from the time at which one looks.
 *
 * @param key the seed of this project, already mixed with its number
 * @param historyTraces rows from {@code historyFrom} (inclusive) to {@code liveFrom} (exclusive)
 * @param tracesPerSecond rate from {@code liveFrom} on; 0 for no live traffic
 */
public record Plan(
        long key,
        Instant historyFrom,
        Instant liveFrom,
        long historyTraces,
        double tracesPerSecond,
        Behaviour behaviour) {

    /** The key of a project, given the seed and the project's position in the configuration. */
    public static long key(long seed, int project) {
        return Draws.mix(Draws.mix(seed) + project);
    }
}
