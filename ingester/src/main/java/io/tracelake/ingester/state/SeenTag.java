package io.tracelake.ingester.state;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What is remembered of a tag that a project's traces carry.
 *
 * @param newest UTC day of the newest trace that was seen with it
 * @param unread the first day that the next reading of its metrics has to cover
 */
public record SeenTag(LocalDate newest, LocalDate unread) {

    /** A tag just met on a trace of that day. */
    public static SeenTag on(LocalDate day) {
        return new SeenTag(day, day);
    }

    public static SeenTag of(Known saved) {
        return new SeenTag(day(saved.timestamp()), day(saved.updatedAt()));
    }

    /** The form in which it is kept beside fingerprints; times outside what they can hold are moved to the edge. */
    public Known toKnown() {
        return new Known(0, 1, PackedTime.clamp(midnight(newest)), PackedTime.clamp(midnight(unread)), 0, false);
    }

    /** The same, met once more. */
    public SeenTag alsoOn(LocalDate day) {
        return new SeenTag(newest.isBefore(day) ? day : newest, day.isBefore(unread) ? day : unread);
    }

    /** The same after its metrics have been read; days before {@code next} don't change any more. */
    public SeenTag readUpTo(LocalDate next) {
        return new SeenTag(newest, unread.isBefore(next) ? next : unread);
    }

    private static LocalDate day(long epochMillis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(epochMillis), ZoneOffset.UTC);
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
