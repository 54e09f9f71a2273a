package io.tracelake.sandbox.traffic;

import io.tracelake.sandbox.traffic.Draws.Part;

/**
 * When a trace appears and when it changes, in epoch milliseconds; {@link #NEVER} for what does not happen.
 *
 * @param appears from then on the service shows it
 * @param grows from then on all its observations are there
 * @param edited from then on it has its last output and tags
 */
record Lifecycle(long appears, long grows, long edited) {
    static final long NEVER = Long.MAX_VALUE;

    private static final long PROMPT_MILLIS = 2_000;

    static long appears(long key, long row, long timestamp, Behaviour behaviour) {
        Draws draws = Draws.of(key, row, Part.ARRIVAL);
        boolean late = draws.chance(behaviour.lateShare());
        long longest = late ? behaviour.maxLateness().toMillis() : PROMPT_MILLIS;
        return timestamp + draws.spread(late ? PROMPT_MILLIS : 100, longest);
    }

    static Lifecycle of(long key, long row, long timestamp, Behaviour behaviour) {
        long appears = appears(key, row, timestamp, behaviour);
        Draws draws = Draws.of(key, row, Part.CHANGE);
        if (!draws.chance(behaviour.changingShare())) {
            return new Lifecycle(appears, appears, NEVER);
        }
        long longest = behaviour.maxChangeDelay().toMillis();
        long shortest = Math.min(4_000, longest);
        long grows = appears + draws.spread(shortest, longest);
        return new Lifecycle(appears, grows, draws.chance(1 / 3.0) ? appears + draws.spread(shortest, longest) : NEVER);
    }

    boolean isGrown(long now) {
        return now >= grows;
    }

    boolean isEdited(long now) {
        return now >= edited;
    }
}
