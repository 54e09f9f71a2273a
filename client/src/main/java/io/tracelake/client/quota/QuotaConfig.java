package io.tracelake.client.quota;

import java.util.Map;

/**
 * How much of a service an organization's processes may take together.
 *
 * @param limits known beforehand; others are learned from refusals
 * @param headroom part of each limit that is left for others, at least 0 and below 1
 * @param maxConcurrency requests under way at once, at most, in this process
 */
public record QuotaConfig(Map<Bucket, RateLimit> limits, double headroom, int maxConcurrency) {
    /** No known limit, 2 % left for others, 32 requests at once. */
    public static final QuotaConfig DEFAULTS = new QuotaConfig(Map.of(), 0.02, 32);

    public QuotaConfig {
        limits = Map.copyOf(limits);
        if (!(headroom >= 0 && headroom < 1)) {
            throw new IllegalArgumentException(
                    "analytics.limits.headroom: must be at least 0% and below 100%, not " + headroom * 100 + "%");
        }
        if (maxConcurrency < 1) {
            throw new IllegalArgumentException("analytics.max-concurrency: must be at least 1, not " + maxConcurrency);
        }
    }
}
