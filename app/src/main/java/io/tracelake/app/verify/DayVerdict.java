package io.tracelake.app.verify;

import org.jspecify.annotations.Nullable;

/**
 * What became of holding a day's usage against the service's daily metrics.
 *
 * @param reason for people; null for a match
 * @param borrowed dead letters of no known day that it takes to explain the day
 */
record DayVerdict(Verdict verdict, @Nullable String reason, long borrowed) {
    static final DayVerdict MATCH = new DayVerdict(Verdict.MATCH, null, 0);

    static DayVerdict of(Verdict verdict, String reason) {
        return new DayVerdict(verdict, reason, 0);
    }
}
