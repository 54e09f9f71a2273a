package io.tracelake.app.verify;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A usage table of the lake and the width of its windows. */
enum UsageTable {
    HOURLY("usage_hourly", Duration.ofHours(1)),
    DAILY("usage_daily", Duration.ofDays(1));

    private final String title;
    private final Duration width;

    UsageTable(String title, Duration width) {
        this.title = title;
        this.width = width;
    }

    /** Its name in the lake. */
    String title() {
        return title;
    }

    Duration width() {
        return width;
    }

    long micros() {
        return TimeUnit.NANOSECONDS.toMicros(width.toNanos());
    }

    static UsageTable titled(String title) {
        return Stream.of(values())
                .filter(table -> table.title.equals(title))
                .findFirst()
                .orElseThrow();
    }

    /** SQL rows of (name, width in microseconds). */
    static String rows() {
        return Stream.of(values())
                .map(table -> "('" + table.title + "', " + table.micros() + ")")
                .collect(Collectors.joining(", "));
    }
}
