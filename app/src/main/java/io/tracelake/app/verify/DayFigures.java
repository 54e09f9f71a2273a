package io.tracelake.app.verify;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one project and UTC day when its usage is held against the service's daily metrics.
 *
 * @param usage the published row of the project
 * @param usageAt when the newest revision in it was observed
 * @param recomputed what the newest revisions of the traces amount to
 * @param usageVerdict what became of comparing those two
 * @param service the service's own figures, null if the lake carries none of this day
 * @param serviceAt when those were read
 * @param measured whether the lake carries daily metrics of any day of this project
 * @param first whether the lake holds nothing of the project from before this day
 * @param overMidnight cost of the day's traces that ran into the next day
 * @param overMidnightBefore likewise, of the day before's
 * @param unreadable dead letters of traces of this day
 */
record DayFigures(
        String projectId,
        LocalDate day,
        Sum usage,
        @Nullable Instant usageAt,
        Sum recomputed,
        Verdict usageVerdict,
        @Nullable Sum service,
        @Nullable Instant serviceAt,
        boolean measured,
        boolean first,
        BigDecimal overMidnight,
        BigDecimal overMidnightBefore,
        long unreadable) {

    /** Traces and their cost in USD. */
    record Sum(long traces, BigDecimal cost) {
        static final Sum NONE = new Sum(0, BigDecimal.ZERO);
    }
}
