package io.tracelake.client.quota;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a bucket stands.
 *
 * @param limit as it is known; null if none is
 * @param budget requests that this process sends in a window of the limit, at most; perhaps a part of one; 0 without a
 *     limit
 * @param used requests sent within the last window; within the last minute if no limit is known
 * @param waiting requests that wait for their turn; all priorities are in it
 * @param granted requests sent, ever
 * @param refused of those the ones that the service answered with 429
 * @param pause how long nothing will be sent because the service refused; zero for no pause
 */
public record BucketState(
        @Nullable RateLimit limit,
        double budget,
        int used,
        Map<Priority, Integer> waiting,
        long granted,
        long refused,
        Duration pause) {
    public BucketState {
        waiting = Map.copyOf(waiting);
    }

    static Duration until(long time, long now) {
        return time <= now ? Duration.ZERO : Duration.ofNanos(time - now);
    }
}
