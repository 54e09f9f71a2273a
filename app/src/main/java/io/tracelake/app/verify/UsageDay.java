package io.tracelake.app.verify;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What comparing the usage of one project and UTC day has found.
 *
 * @param rows of {@code usage_hourly} and {@code usage_daily}, against the traces
 * @param splits windows whose tags and untagged traces don't add up to the project; those that do aren't counted
 * @param figures traces and costs beside the service's; null if the span doesn't hold the day as a whole
 * @param verdict of those; null likewise
 */
record UsageDay(
        String projectId,
        LocalDate day,
        Tally rows,
        Tally splits,
        @Nullable DayFigures figures,
        @Nullable DayVerdict verdict) {
    static UsageDay empty(String projectId, LocalDate day) {
        return new UsageDay(projectId, day, Tally.NONE, Tally.NONE, null, null);
    }

    UsageDay plusRows(Tally more) {
        return new UsageDay(projectId, day, rows.plus(more), splits, figures, verdict);
    }

    UsageDay plusSplits(Tally more) {
        return new UsageDay(projectId, day, rows, splits.plus(more), figures, verdict);
    }

    UsageDay with(DayFigures ofService, DayVerdict judged) {
        return new UsageDay(projectId, day, rows, splits, ofService, judged);
    }

    /** Of the day as the service shows it. */
    Tally service() {
        return verdict == null ? Tally.NONE : Tally.of(verdict.verdict(), 1);
    }
}
