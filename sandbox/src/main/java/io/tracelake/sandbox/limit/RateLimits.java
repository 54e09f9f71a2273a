package io.tracelake.sandbox.limit;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * The limits of the organization, shared by all its projects and keys.
 *
 * @param plainText whether refusals are a plain text without headers, as older servers answer
 */
public record RateLimits(Map<Bucket, Limit> limits, boolean plainText) {
    public RateLimits {
        limits = Map.copyOf(limits);
    }

    public static RateLimits none() {
        return new RateLimits(Map.of(), false);
    }

    public RateLimits with(Bucket bucket, Limit limit) {
        Map<Bucket, Limit> more = new EnumMap<>(Bucket.class);
        more.putAll(limits);
        more.put(bucket, limit);
        return new RateLimits(more, plainText);
    }

    public RateLimits with(Bucket bucket, int requests, Duration window) {
        return with(bucket, new Limit(requests, window));
    }

    public RateLimits withPlainText() {
        return new RateLimits(limits, true);
    }
}
