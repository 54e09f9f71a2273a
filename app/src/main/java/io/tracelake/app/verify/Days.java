package io.tracelake.app.verify;

import io.tracelake.ingester.source.Window;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The UTC days that a window touches. */
final class Days {
    private Days() {}

    static LocalDate first(Window window) {
        return LocalDate.ofInstant(window.from(), ZoneOffset.UTC);
    }

    static LocalDate last(Window window) {
        return LocalDate.ofInstant(window.to().minusNanos(1), ZoneOffset.UTC);
    }
}
