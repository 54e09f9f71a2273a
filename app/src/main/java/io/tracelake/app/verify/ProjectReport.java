package io.tracelake.app.verify;

import java.time.LocalDate;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What verifying one project has found.
 *
 * @param name for people, null if it has none
 * @param days by UTC day; empty if the project couldn't be read
 * @param unreadable rows that the service shows and that are no traces; dead letters, if they were met
 * @param failure why the project couldn't be read, one line; null if it could
 */
public record ProjectReport(
        String id,
        @Nullable String name,
        SortedMap<LocalDate, Figures> days,
        long unreadable,
        @Nullable String failure) {

    public Figures total() {
        return days.values().stream().reduce(Figures.NONE, Figures::plus);
    }

    /** Whether the project could be read, and the lake has what it should have of it. */
    public boolean sound(boolean strict) {
        return failure == null && total().sound(strict);
    }
}
