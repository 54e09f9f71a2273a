package io.tracelake.ingester.schedule;

import io.tracelake.ingester.config.IngestConfig;
import java.time.Duration;
import java.util.List;

/**
 * One step of the widening schedule on which traces are read again.
 *
 * @param span how far back this step reads
 * @param every how often
 */
record LookbackLevel(Duration span, Duration every) {
    private static final Duration YOUNG = Duration.ofMinutes(15);

    /** By default the last 20 minutes every 5 minutes and the last 2 hours every 15 minutes. */
    static List<LookbackLevel> partial(IngestConfig config) {
        Duration young = max(config.settle(), YOUNG);
        Duration half = config.lookback().dividedBy(12);
        return List.of(
                new LookbackLevel(
                        min(young, config.lookback()),
                        every(config, config.settle().dividedBy(4))),
                new LookbackLevel(
                        max(half, min(young, config.lookback())),
                        every(config, config.lookback().dividedBy(96))));
    }

    /** By default once an hour: everything that may still change. */
    static Duration everyFull(IngestConfig config) {
        return every(config, config.lookback().dividedBy(24));
    }

    /** By default every quarter of an hour. */
    static Duration everyMetrics(IngestConfig config) {
        return every(config, config.lookback().dividedBy(96));
    }

    private static Duration every(IngestConfig config, Duration wanted) {
        return max(config.interval(), wanted);
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? b : a;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
