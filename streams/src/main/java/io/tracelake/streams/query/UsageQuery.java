package io.tracelake.streams.query;

import io.tracelake.schemas.UsageScope;
import io.tracelake.streams.aggregate.Granularity;
import io.tracelake.streams.aggregate.UsageKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which rows: those of a project whose window begins in a span.
 *
 * @param from inclusive
 * @param to exclusive
 * @param scope null for all
 * @param tag null for all; else the scope is {@link UsageScope#TAG}
 */
public record UsageQuery(
        String projectId,
        Granularity granularity,
        Instant from,
        Instant to,
        @Nullable UsageScope scope,
        @Nullable String tag) {

    /** How many windows begin in the span. */
    public long windows() {
        return (end() - start()) / granularity.length().toMillis();
    }

    /** Start of the first window, milliseconds since 1970. */
    long start() {
        return firstWindow(from);
    }

    /** Start of the first window after the last. */
    long end() {
        return firstWindow(to);
    }

    /** The first window that begins at this moment or later. */
    private long firstWindow(Instant moment) {
        Instant window = granularity.windowStart(moment);
        return (window.equals(moment) ? window : window.plus(granularity.length())).toEpochMilli();
    }

    UsageKey key(long windowStart, UsageScope of) {
        return new UsageKey(projectId, granularity, windowStart, of, of == UsageScope.TAG ? tag : null);
    }
}
