package io.tracelake.ingester.config;

import java.time.Duration;

/**
 * How the service is read.
 *
 * @param interval from one poll of a project to the next
 * @param settle how long the service may take until a new trace is visible; a window is closed this long after its end
 * @param lookback how long a trace may change after its timestamp and still be followed
 * @param memory how long the fingerprint of a trace is kept, counted from its timestamp
 * @param start how far back the first run goes
 * @param payload what is carried of input, output and metadata
 * @param metricsByTag whether the daily metrics are also asked for by tag, one request for each tag and reading
 * @param payloadRules what is redacted, and what becomes of texts that are too large
 */
public record IngestConfig(
        Duration interval,
        Duration settle,
        Duration lookback,
        Duration memory,
        Duration start,
        Payload payload,
        boolean metricsByTag,
        PayloadRules payloadRules) {
    public static final IngestConfig DEFAULTS = new IngestConfig(
            Duration.ofSeconds(30),
            Duration.ofMinutes(20),
            Duration.ofHours(24),
            Duration.ofDays(90),
            Duration.ofDays(30),
            Payload.FULL,
            false);

    /** Nothing redacted, and what is too large cut. */
    public IngestConfig(
            Duration interval,
            Duration settle,
            Duration lookback,
            Duration memory,
            Duration start,
            Payload payload,
            boolean metricsByTag) {
        this(interval, settle, lookback, memory, start, payload, metricsByTag, PayloadRules.DEFAULTS);
    }

    public IngestConfig {
        positive("ingest.interval", interval);
        positive("ingest.lookback", lookback);
        positive("ingest.start", start);
        if (settle.isNegative()) {
            throw new IllegalArgumentException("ingest.settle: must not be negative, not " + settle);
        }
        if (lookback.compareTo(settle) < 0) {
            throw new IllegalArgumentException(
                    "ingest.lookback: must be at least ingest.settle (" + settle + "), not " + lookback);
        }
        Duration needed = lookback.compareTo(start) < 0 ? start.plus(lookback) : lookback.multipliedBy(2);
        if (memory.compareTo(needed) < 0) {
            throw new IllegalArgumentException("ingest.memory: must be at least " + needed
                    + ", which ingest.lookback and ingest.start can read again, not " + memory);
        }
    }

    private static void positive(String key, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(key + ": must be longer than zero, not " + value);
        }
    }
}
