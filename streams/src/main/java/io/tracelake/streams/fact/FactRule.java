package io.tracelake.streams.fact;

import io.tracelake.schemas.UsageFact;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a revision counts. Pure.
 *
 * <p>A fact is held until stream time is later than the trace's time, and its last observation, by the horizon. While it
 * is held the newest revision wins, in whatever order they come. Without it, a revision counts as the first that came,
 * unless one that has been forgotten may have been counted before: then it is too old, for what it replaces can't be
 * taken back. So no revision is counted twice, and a first revision counts however long ago its trace happened. One case is
 * beyond this: an id that comes back, once forgotten, with a newer time is a new trace here.
 */
public final class FactRule {
    private final long horizonMicros;

    public FactRule(Duration horizon) {
        this.horizonMicros = Math.multiplyExact(horizon.toMillis(), 1_000L);
    }

    /** What becomes of a revision. */
    public sealed interface Verdict {
        /** It replaces {@code before}, null if nothing has been counted. */
        record Count(@Nullable UsageFact before) implements Verdict {}

        /** A newer one, or itself, has been counted. */
        record Ignore() implements Verdict {}

        /** Nobody knows any more what it replaces. */
        record TooOld() implements Verdict {}
    }

    /**
     * Judges one revision.
     *
     * @param held what is known of the trace, perhaps expired
     * @param streamTime newest time of observation, microseconds since 1970
     */
    public Verdict judge(@Nullable UsageFact held, UsageFact fresh, long streamTime) {
        UsageFact before = held == null || isExpired(held, streamTime) ? null : held;
        if (before == null) {
            return isTooOld(fresh, streamTime) ? new Verdict.TooOld() : new Verdict.Count(null);
        }
        return fresh.getRevision() <= before.getRevision() ? new Verdict.Ignore() : new Verdict.Count(before);
    }

    /** Whether the fact may be forgotten. */
    public boolean isExpired(UsageFact fact, long streamTime) {
        return Math.max(fact.getTimestamp(), fact.getObservedAt()) + horizonMicros < streamTime;
    }

    private boolean isTooOld(UsageFact fresh, long streamTime) {
        boolean replacesAnother = fresh.getRevision() > 1;
        return isExpired(fresh, streamTime) || (replacesAnother && fresh.getTimestamp() + horizonMicros < streamTime);
    }
}
