package io.tracelake.system.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The clock of the service, which may be wrong. While it stands still nothing new happens there, so what the lake must
 * end with is known.
 */
final class ServiceClock implements InstantSource {
    private volatile Duration ahead = Duration.ZERO;
    private volatile @Nullable Instant still;

    @Override
    public Instant instant() {
        Instant standing = still;
        return standing == null ? Instant.now().plus(ahead) : standing;
    }

    /** From now on it is so much ahead of everybody else's, or behind if negative. */
    void skew(Duration error) {
        ahead = error;
    }

    void stop() {
        still = instant();
    }

    /** It is right again at once, as if the time in between had been one long delay. */
    void resume() {
        still = null;
    }
}
