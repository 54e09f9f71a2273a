package io.tracelake.sandbox.limit;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Counts requests against the organization's limits. Buckets without a limit are counted too. Safe for use by many threads. */
public final class Limiter {
    private final RateLimits limits;
    private final Map<Bucket, Quota> quotas = new EnumMap<>(Bucket.class);

    public Limiter(RateLimits limits) {
        this.limits = limits;
        for (Bucket bucket : Bucket.values()) {
            quotas.put(bucket, new Quota(limits.limits().get(bucket)));
        }
    }

    public RateLimits limits() {
        return limits;
    }

    /** Counts a request; what it is told if it is one too many. */
    public Optional<Excess> admit(Bucket bucket, Instant now) {
        return quota(bucket).admit(now);
    }

    /** Requests so far, refused ones included. */
    public long requests(Bucket bucket) {
        return quota(bucket).requests();
    }

    /** Requests so far that got 429. */
    public long refused(Bucket bucket) {
        return quota(bucket).refused();
    }

    /** The windows so far, the last 10,001 of them; none for a bucket without a limit. */
    public List<LimitWindow> windows(Bucket bucket) {
        return quota(bucket).windows();
    }

    private Quota quota(Bucket bucket) {
        return Objects.requireNonNull(quotas.get(bucket));
    }
}
