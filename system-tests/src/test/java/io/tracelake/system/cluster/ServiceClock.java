package io.tracelake.system.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The clock of the service, which may be wrong. While it stands still nothing new happens there, so what the lake must
 * end with is known. It never goes back: what the sandbox shows follows from it, and no service takes back what it has
 * shown.
 */
final class ServiceClock implements InstantSource {
    private Duration ahead = Duration.ZERO;
    private boolean still;
    private Instant latest = Instant.EPOCH;

    @Override
    public synchronized Instant instant() {
        Instant now = Instant.now().plus(ahead);
        if (!still && now.isAfter(latest)) {
            latest = now;
        }
        return latest;
    }

    /**
     * From now on it is so much ahead of everybody else's, or behind if negative; for that it stands until they have
     * caught up.
     */
    synchronized void skew(Duration error) {
        ahead = error;
    }

    synchronized void stop() {
        instant();
        still = true;
    }

    /** It is right again at once, as if the time in between had been one long delay. */
    synchronized void resume() {
        still = false;
    }
}
