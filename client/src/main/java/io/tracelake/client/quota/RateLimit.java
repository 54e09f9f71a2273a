package io.tracelake.client.quota;

import java.time.Duration;

/**
 * What a service allows: requests in a fixed window that begins with the first of them. The request that would use the
 * limit up is refused already, so one less is usable.
 */
public record RateLimit(int requests, Duration window) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(31);

    public RateLimit {
        if (requests < 1) {
            throw new IllegalArgumentException("must allow at least 1 request");
        }
        if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("must have a window between 1s and 31d");
        }
    }

    /** Requests to send in a window: never the last one, and at least one. */
    int budget(double headroom) {
        int wanted = (int) Math.floor(requests * (1 - headroom) + 1e-9);
        return Math.max(1, Math.min(requests - 1, wanted));
    }
}
