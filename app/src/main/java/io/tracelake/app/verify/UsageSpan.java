package io.tracelake.app.verify;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time whose usage is compared: the windows that lie in it as a whole.
 *
 * @param from inclusive, null: from the first window on
 * @param until exclusive, null: up to the last window
 */
public record UsageSpan(@Nullable Instant from, @Nullable Instant until) {
    public static final UsageSpan EVERYTHING = new UsageSpan(null, null);

    /** Whether no hour lies in it as a whole. */
    public boolean isEmpty() {
        if (from == null || until == null) {
            return false;
        }
        long width = UsageTable.HOURLY.width().toMillis();
        long first = -Math.floorDiv(-from.toEpochMilli(), width);
        return (first + 1) * width > until.toEpochMilli();
    }

    boolean isEverything() {
        return from == null && until == null;
    }

    /** SQL: whether a window of {@code width} that starts at {@code start} lies inside; both in microseconds. */
    String holds(String start, String width) {
        String after = from == null ? "true" : start + " >= " + TraceState.micros(from);
        String before = until == null ? "true" : start + " + " + width + " <= " + TraceState.micros(until);
        return '(' + after + " AND " + before + ')';
    }

    /** SQL: whether an instant in microseconds lies inside, or up to a day before: traces run over midnight. */
    String reaches(String instant) {
        String after = from == null ? "true" : instant + " >= " + TraceState.micros(from.minus(Duration.ofDays(1)));
        String before = until == null ? "true" : instant + " < " + TraceState.micros(until);
        return '(' + after + " AND " + before + ')';
    }
}
