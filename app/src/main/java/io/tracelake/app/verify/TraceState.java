package io.tracelake.app.verify;

import io.tracelake.client.analytics.TraceRow;
import io.tracelake.ingester.state.ContentHash;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What is kept of one trace to compare it: 64 bits of its content, and what rows of the report need.
 *
 * @param content hash of every carried member
 * @param frame hash of every carried member but input, output and metadata
 * @param partial whether one of those isn't known
 * @param timestamp epoch microseconds
 * @param updatedAt epoch microseconds, 0 if there is none
 * @param cost in 10<sup>-12</sup> USD, 0 if there is none
 */
record TraceState(long content, long frame, boolean partial, long timestamp, long updatedAt, long cost) {
    private static final int SCALE = 12;
    private static final long MICROS_A_DAY = 86_400_000_000L;

    TraceState(long content, long timestamp, long updatedAt, long cost) {
        this(content, content, false, timestamp, updatedAt, cost);
    }

    boolean sameAs(TraceState other) {
        return (partial || other.partial) ? frame == other.frame : content == other.content;
    }

    /** Of a trace as it is {@link Carried carried}, and of the same without input, output and metadata. */
    static TraceState of(TraceRow carried, TraceRow frame, boolean partial) {
        BigDecimal cost = carried.totalCost();
        Instant updatedAt = carried.updatedAt();
        return new TraceState(
                ContentHash.of(carried),
                ContentHash.of(frame),
                partial,
                micros(carried.timestamp()),
                updatedAt == null ? 0 : micros(updatedAt),
                cost == null ? 0 : cost.setScale(SCALE).unscaledValue().longValueExact());
    }

    /** Where the service shows an id twice, the newest counts: by {@code updatedAt}, then by timestamp. */
    boolean isNewerThan(TraceState other) {
        return updatedAt != other.updatedAt ? updatedAt > other.updatedAt : timestamp > other.timestamp;
    }

    long epochDay() {
        return Math.floorDiv(timestamp, MICROS_A_DAY);
    }

    BigDecimal dollars() {
        return BigDecimal.valueOf(cost, SCALE);
    }

    static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
