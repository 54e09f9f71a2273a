package io.tracelake.client.quota;

import io.tracelake.client.http.Ending;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A service's limit: a fixed window that begins with the first request, and the request that uses it up is refused. A test may
 * use some of it itself.
 */
final class SimulatedLimit {
    private final int limit;
    private final long window;
    private final boolean says;
    private long windowEnds = Long.MIN_VALUE;
    private int used;
    int answered;
    int refused;

    /** A limit whose refusals say, or don't, what it is and when to come back. */
    SimulatedLimit(int limit, Duration window, boolean says) {
        this.limit = limit;
        this.window = window.toNanos();
        this.says = says;
    }

    Ending request(long now) {
        if (take(now)) {
            answered++;
            return new Ending.Answered();
        }
        refused++;
        long seconds = (windowEnds - now + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1);
        return says ? new Ending.Throttled(Duration.ofSeconds(seconds), limit) : new Ending.Throttled(null, null);
    }

    boolean take(long now) {
        if (now >= windowEnds) {
            windowEnds = now + window;
            used = 0;
        }
        return limit - ++used >= 1;
    }

    /** What could have been answered in a time. */
    double usable(Duration time) {
        return (limit - 1) * (double) time.toNanos() / window;
    }
}
