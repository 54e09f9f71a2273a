package io.tracelake.client.quota;

import io.tracelake.client.http.Ending.Throttled;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The limit of a bucket, as far as it is known: configured, or learned from what the service says when it refuses.
 *
 * <p>A refusal names the limit but not its window, only how much of it is left. So the window is taken for the shortest of
 * the common ones that is as long as that, until a longer wait proves it too short. Not thread-safe.
 */
final class KnownLimit {
    /** How far the answers' whole seconds may be off. */
    private static final Duration ROUNDING = Duration.ofSeconds(2);

    private static final List<Duration> COMMON =
            List.of(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofDays(1));

    private @Nullable RateLimit limit;
    private int most = Integer.MAX_VALUE;

    KnownLimit(@Nullable RateLimit configured) {
        limit = configured;
        if (configured != null) {
            most = configured.requests();
        }
    }

    @Nullable RateLimit get() {
        return limit;
    }

    /** The service's number counts, except where the configuration names a smaller one. */
    void learn(Throttled refusal) {
        if (refusal.limit() == null || refusal.limit() < 1) {
            return;
        }
        int requests = Math.min(most, refusal.limit());
        Duration wait = refusal.asked() == null ? Duration.ZERO : refusal.asked();
        boolean configured = most < Integer.MAX_VALUE;
        if (limit == null || (!configured && wait.compareTo(limit.window().plus(ROUNDING)) > 0)) {
            limit = new RateLimit(requests, commonWindow(wait));
        } else {
            limit = new RateLimit(requests, limit.window());
        }
    }

    private static Duration commonWindow(Duration wait) {
        return COMMON.stream()
                .filter(window -> window.plus(ROUNDING).compareTo(wait) >= 0)
                .findFirst()
                .orElse(COMMON.getLast());
    }
}
