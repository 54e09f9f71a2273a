package io.tracelake.ingester.backfill;

import io.tracelake.ingester.source.Window;
import java.time.Duration;
import java.time.Instant;

/**
 * How long windows are: so that each takes some pages, and no more than a worker reads in a minute or so. Windows begin
 * and end where their length divides the time since 1970. Not thread-safe.
 */
public final class WindowLength {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final int FEW_PAGES = 8;
    private static final int MANY_PAGES = 40;

    private Duration length = Duration.ofHours(1);

    /** The window with which a gap begins. */
    public Window first(Window gap) {
        long millis = length.toMillis();
        Instant end = Instant.ofEpochMilli((Math.floorDiv(gap.from().toEpochMilli(), millis) + 1) * millis);
        return new Window(gap.from(), end.isBefore(gap.to()) ? end : gap.to());
    }

    /** Takes note of a window that has been read. */
    public void adapt(Window window, int pages) {
        boolean whole = window.length().compareTo(length) >= 0;
        if (pages < FEW_PAGES && whole && length.compareTo(LONGEST) < 0) {
            length = shorter(length.multipliedBy(2), LONGEST);
        } else if (pages > MANY_PAGES && length.compareTo(SHORTEST) > 0) {
            length = shorter(length, window.length()).dividedBy(2);
            length = length.compareTo(SHORTEST) < 0 ? SHORTEST : length;
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
