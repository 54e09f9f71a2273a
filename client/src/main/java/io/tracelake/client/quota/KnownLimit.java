package io.tracelake.client.quota;

import io.tracelake.client.http.Ending.Throttled;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The limit of a bucket, as far as it is known: configured, or learned from what the service says when it refuses.
 *
 * <p>A refusal names the limit but not its window, only how much of it is left. So the window is taken for the shortest of
 * the common ones that is as long as that, until a longer wait proves it too short. One odd answer must not slow everything
 * down for hours: a window above a minute is believed when the next request is refused as well, and a limit that was used up
 * in five windows without a refusal is exceeded by a little, which is refused if it still holds and then costs a moment; if two
 * windows pass like that, half as much again is allowed, and so on until a refusal names the limit. Times are
 * nanoseconds. Not thread-safe.
 */
final class KnownLimit {
    /** How far the answers' whole seconds may be off. */
    private static final Duration ROUNDING = Duration.ofSeconds(2);

    private static final List<Duration> COMMON =
            List.of(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofDays(1));

    private static final int QUIET_WINDOWS = 5;
    private static final int PROVING_WINDOWS = 2;
    private static final double A_LITTLE_MORE = 1.03;
    private static final double MORE = 1.5;

    private final @Nullable RateLimit configured;
    private @Nullable RateLimit limit;
    private boolean exceeding;
    private long quietSince;

    KnownLimit(@Nullable RateLimit configured) {
        this.configured = configured;
        this.limit = configured;
    }

    @Nullable RateLimit get() {
        return limit;
    }

    /** Requests to send in a window; 0 if no limit is known. */
    int budget(double headroom) {
        if (limit == null) {
            return 0;
        }
        return exceeding ? (int) Math.ceil(limit.requests() * A_LITTLE_MORE) : limit.budget(headroom);
    }

    /**
     * The service's number counts, except where the configuration names a smaller one.
     *
     * @param again whether nothing has been answered since the refusal before
     */
    void refused(Throttled refusal, boolean again, long now) {
        exceeding = false;
        quietSince = now;
        if (refusal.limit() == null || refusal.limit() < 1) {
            return;
        }
        Duration window = window(refusal.asked() == null ? Duration.ZERO : refusal.asked(), again);
        if (window != null) {
            limit = atMostConfigured(refusal.limit(), window);
        }
    }

    private @Nullable Duration window(Duration wait, boolean again) {
        if (configured != null) {
            return configured.window();
        }
        Duration believed = limit == null ? COMMON.getFirst() : limit.window();
        if (wait.compareTo(believed.plus(ROUNDING)) <= 0) {
            return believed;
        }
        return again ? commonWindow(wait) : limit == null ? null : believed;
    }

    private static Duration commonWindow(Duration wait) {
        return COMMON.stream()
                .filter(window -> window.plus(ROUNDING).compareTo(wait) >= 0)
                .findFirst()
                .orElse(COMMON.getLast());
    }

    /**
     * Whether it may be time to try more, if all of the budget is used.
     *
     * @param share of the limit that is this process's: the others try as well
     */
    boolean isQuiet(double share, long now) {
        return limit != null
                && more(limit).requests() > limit.requests()
                && now - quietSince
                        >= (exceeding ? PROVING_WINDOWS : QUIET_WINDOWS / share)
                                * limit.window().toNanos();
    }

    /** Allows more from now on; what was allowed so far has proved right. */
    void exceed(long now) {
        if (exceeding && limit != null) {
            limit = more(limit);
        }
        exceeding = true;
        quietSince = now;
    }

    private RateLimit more(RateLimit than) {
        return atMostConfigured((int) Math.min(Integer.MAX_VALUE, Math.ceil(than.requests() * MORE)), than.window());
    }

    private RateLimit atMostConfigured(int requests, Duration window) {
        return new RateLimit(configured == null ? requests : Math.min(configured.requests(), requests), window);
    }
}
