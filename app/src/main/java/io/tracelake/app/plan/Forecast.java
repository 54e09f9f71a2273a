package io.tracelake.app.plan;

import io.tracelake.ingester.backfill.WindowLength;
import io.tracelake.ingester.source.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many requests a range takes, walked through as a backfill does, with its rows spread evenly over each day. */
final class Forecast {
    /** A page begins with the row at which the one before ended. */
    private static final int NEW_ROWS_OF_A_PAGE = 99;

    private final Window range;
    private final long rows;
    private final Map<LocalDate, Long> days;

    /**
     * A forecast.
     *
     * @param rows in the range
     * @param days traces of each UTC day, as far as they are known; empty: all days are alike
     */
    Forecast(Window range, long rows, Map<LocalDate, Long> days) {
        this.range = range;
        this.rows = rows;
        this.days = days;
    }

    /** Pages of traces; daily metrics and the count at the begin come on top. */
    long pages() {
        double scale = scale();
        var length = new WindowLength();
        long pages = 0;
        Instant at = range.from();
        while (at.isBefore(range.to())) {
            Window window = length.first(new Window(at, range.to()));
            int ofWindow = pages(expected(window, scale));
            pages += ofWindow;
            length.adapt(window, ofWindow);
            at = window.to();
        }
        return pages;
    }

    static int pages(double rows) {
        return (int) Math.max(1, Math.ceil((rows - 1) / NEW_ROWS_OF_A_PAGE));
    }

    /** Days may be cut by the range, and their counts be of another moment: only their proportions count. */
    private double scale() {
        double sum = weight(range);
        return sum > 0 ? rows / sum : 0;
    }

    private double expected(Window window, double scale) {
        return weight(window) * scale;
    }

    private double weight(Window window) {
        double weight = 0;
        for (LocalDate day = day(window.from()); !midnight(day).isAfter(window.to()); day = day.plusDays(1)) {
            Instant from = later(window.from(), midnight(day));
            Instant to = earlier(window.to(), midnight(day.plusDays(1)));
            if (from.isBefore(to)) {
                weight += of(day)
                        * Duration.between(from, to).toMillis()
                        / Duration.ofDays(1).toMillis();
            }
        }
        return weight;
    }

    private double of(LocalDate day) {
        if (days.isEmpty()) {
            return 1;
        }
        @Nullable Long count = days.get(day);
        return count == null ? 0 : count;
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isBefore(b) ? b : a;
    }
}
