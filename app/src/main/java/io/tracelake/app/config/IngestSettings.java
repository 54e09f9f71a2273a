package io.tracelake.app.config;

import java.time.Duration;

/**
 * How traces are read.
 *
 * @param interval between two polls of a project
 * @param settle how long the service may take to show a trace
 * @param lookback how far back traces are read again for changes
 * @param memory how long a trace's fingerprint is kept
 * @param start how far back the first run goes
 * @param payload what is carried of input, output and metadata
 * @param metricsByTag whether daily metrics are asked for by tag too
 * @param texts what is redacted, and what becomes of texts that are too large
 */
public record IngestSettings(
        Duration interval,
        Duration settle,
        Duration lookback,
        Duration memory,
        Duration start,
        Payload payload,
        boolean metricsByTag,
        TextSettings texts) {
    /** Nothing redacted, and what is too large cut. */
    public IngestSettings(
            Duration interval,
            Duration settle,
            Duration lookback,
            Duration memory,
            Duration start,
            Payload payload,
            boolean metricsByTag) {
        this(interval, settle, lookback, memory, start, payload, metricsByTag, TextSettings.DEFAULTS);
    }

    /** What is carried of a trace's input, output and metadata. */
    public enum Payload {
        /** As the service sends them. */
        FULL,
        /** A hash of each. */
        HASH,
        /** Nothing. */
        NONE
    }

    static IngestSettings of(Values values, Sources sources) {
        return new IngestSettings(
                values.duration(Key.INGEST_INTERVAL),
                values.duration(Key.INGEST_SETTLE),
                values.duration(Key.INGEST_LOOKBACK),
                values.duration(Key.INGEST_MEMORY),
                values.duration(Key.INGEST_START),
                values.oneOf(Payload.class, Key.INGEST_PAYLOAD),
                values.flag(Key.INGEST_METRICS_BY_TAG),
                TextSettings.of(values, sources.redact()));
    }
}
