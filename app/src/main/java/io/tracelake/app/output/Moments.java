package io.tracelake.app.output;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Instants for people: how long ago, in the two largest units, or when, to the second in UTC. */
public final class Moments {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Moments() {}

    /** For example {@code 2026-03-01 07:15:00}. */
    public static String moment(Instant instant) {
        return MOMENT.format(instant);
    }

    /** For example {@code 2d3h}, {@code 20m5s}; a dash without a beginning. What lies ahead counts as now. */
    public static String since(@Nullable Instant since, Instant now) {
        if (since == null) {
            return "-";
        }
        Duration elapsed = Duration.between(since, now);
        return elapsed.isNegative() ? "0s" : length(elapsed);
    }

    /** For example {@code 2d3h}, {@code 20m5s}. */
    public static String length(Duration elapsed) {
        if (elapsed.toDays() > 0) {
            return elapsed.toDays() + "d" + elapsed.toHoursPart() + "h";
        }
        if (elapsed.toHours() > 0) {
            return elapsed.toHours() + "h" + elapsed.toMinutesPart() + "m";
        }
        return elapsed.toMinutes() > 0
                ? elapsed.toMinutes() + "m" + elapsed.toSecondsPart() + "s"
                : elapsed.toSeconds() + "s";
    }
}
