package io.tracelake.streams.config;

import java.time.Duration;

/**
 * How usage is made of traces.
 *
 * @param horizon how long a trace is remembered after it happened and after it was last observed; a revision that comes
 *     later can't be counted
 * @param maxTags tags of one trace that count: the first ones in the order of their UTF-8 bytes; at most 250
 * @param publishInterval how long a changed row waits for more changes before its next revision goes to the topic
 */
public record UsageConfig(Duration horizon, int maxTags, Duration publishInterval) {
    private static final int MOST_TAGS = 250;

    public UsageConfig {
        if (!horizon.isPositive()) {
            throw new IllegalArgumentException("streams.margin: the horizon must be longer than zero, not " + horizon);
        }
        if (maxTags < 1 || maxTags > MOST_TAGS) {
            throw new IllegalArgumentException("streams.max-tags: must be from 1 to " + MOST_TAGS + ", not " + maxTags);
        }
        if (publishInterval.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "streams.publish-interval: must be at least 1 ms, not " + publishInterval);
        }
    }
}
