package io.tracelake.ingester.source;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a stretch of time the service can list of a project before it gives up, as far as has been seen. Whatever the
 * window until it couldn't; then what it could, and after some stretches of that length twice as much. Thread-safe.
 */
final class Span {
    /** Who can't list this much doesn't fail for its length. */
    static final Duration SHORTEST = Duration.ofMinutes(1);

    private static final int READ_UNTIL_LONGER = 8;

    private @Nullable Duration known;
    private int read;

    /** Where a stretch ends that begins there. */
    synchronized Instant end(Instant from, Instant to) {
        if (known == null) {
            return to;
        }
        Instant end = from.plus(known);
        return end.isBefore(to) ? end : to;
    }

    /** Longer ones than this couldn't be listed, and this one could. */
    synchronized void learn(Duration length) {
        if (known == null || length.compareTo(known) < 0) {
            known = length;
        }
        read = 0;
    }

    /** A stretch has been read to its end. */
    synchronized void read(Duration length) {
        if (known != null && length.compareTo(known) >= 0 && ++read == READ_UNTIL_LONGER) {
            known = known.multipliedBy(2);
            read = 0;
        }
    }
}
