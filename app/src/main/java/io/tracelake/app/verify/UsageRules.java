package io.tracelake.app.verify;

import java.time.Duration;
import java.time.Instant;

/**
 * What decides whether a difference is one.
 *
 * @param maxTags tags of a trace that usage is divided among
 * @param grace what was observed longer ago has gone through the streams role and into both tables of the lake
 * @param lookback how long the ingester reads a trace again
 * @param metricsInterval how often the ingester reads the daily metrics
 * @param now when the lake is read
 */
public record UsageRules(int maxTags, Duration grace, Duration lookback, Duration metricsInterval, Instant now) {
    /** What was observed after this, and not in the future, may still be under way. */
    Instant settledUntil() {
        return now.minus(grace);
    }

    /** A clock may be ahead by as much as that; what lies further ahead isn't young but wrong. */
    Instant aheadUntil() {
        return now.plus(grace);
    }

    /** What the service or the lake changed after this, the other may not have shown yet. */
    Instant metricsSettledUntil() {
        return settledUntil().minus(metricsInterval);
    }
}
