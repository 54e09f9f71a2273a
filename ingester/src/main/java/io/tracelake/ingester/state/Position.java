package io.tracelake.ingester.state;

import io.tracelake.schemas.Cursor;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * How far a project has been read, and what that brought.
 *
 * @param watermark every window before it has been read after it settled
 * @param lookbackWatermark every trace before it has been read again after it was as old as the look-back
 * @param startedFrom where the first run began
 * @param metricsFrom first day that the next reading of the daily metrics has to cover
 * @param traces distinct traces carried
 * @param revisions revisions carried, first ones included
 */
public record Position(
        Instant watermark,
        Instant lookbackWatermark,
        Instant startedFrom,
        LocalDate metricsFrom,
        long traces,
        long revisions,
        long deadLetters) {

    /** A first run. */
    public static Position startingAt(Instant start) {
        return new Position(start, start, start, LocalDate.ofInstant(start, ZoneOffset.UTC), 0, 0, 0);
    }

    static Position of(Cursor saved) {
        return new Position(
                saved.getWatermark(),
                saved.getLookbackWatermark(),
                saved.getStartedFrom(),
                saved.getMetricsFrom(),
                saved.getTraces(),
                saved.getRevisions(),
                saved.getDeadLetters());
    }

    public Cursor toRecord() {
        return new Cursor(watermark, lookbackWatermark, startedFrom, metricsFrom, traces, revisions, deadLetters);
    }

    public Position withWatermark(Instant instant) {
        return new Position(instant, lookbackWatermark, startedFrom, metricsFrom, traces, revisions, deadLetters);
    }

    public Position withLookbackWatermark(Instant instant) {
        return new Position(watermark, instant, startedFrom, metricsFrom, traces, revisions, deadLetters);
    }

    public Position withMetricsFrom(LocalDate day) {
        return new Position(watermark, lookbackWatermark, startedFrom, day, traces, revisions, deadLetters);
    }

    /** One more revision; the first of a trace is one more trace. */
    public Position plusRevision(int revision) {
        return new Position(
                watermark,
                lookbackWatermark,
                startedFrom,
                metricsFrom,
                revision == 1 ? traces + 1 : traces,
                revisions + 1,
                deadLetters);
    }

    public Position plusDeadLetter() {
        return new Position(watermark, lookbackWatermark, startedFrom, metricsFrom, traces, revisions, deadLetters + 1);
    }
}
