package io.tracelake.client.analytics;

import java.time.Instant;

/** What the service accepts as a window and as a page. */
final class Bounds {
    static final int MAX_LIMIT = 100;

    private Bounds() {}

    static void check(Instant from, Instant to, int page, int limit) {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("from must be before to: " + from + ", " + to);
        }
        if (page < 1) {
            throw new IllegalArgumentException("page must be at least 1: " + page);
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be between 1 and " + MAX_LIMIT + ": " + limit);
        }
    }
}
