package io.tracelake.app.verify;

import java.util.List;

/**
 * What comparing usage has found.
 *
 * @param days by project, then day
 * @param differences the gravest first, no more than {@link UsageVerification#MOST_LISTED}
 * @param allDifferences how many there are
 * @param failures why something couldn't be compared at all, a line each
 */
public record UsageReport(
        UsageSpan span,
        List<UsageDay> days,
        List<UsageDifference> differences,
        long allDifferences,
        List<String> failures) {

    Tally rows() {
        return days.stream().map(UsageDay::rows).reduce(Tally.NONE, Tally::plus);
    }

    Tally splits() {
        return days.stream().map(UsageDay::splits).reduce(Tally.NONE, Tally::plus);
    }

    Tally service() {
        return days.stream().map(UsageDay::service).reduce(Tally.NONE, Tally::plus);
    }

    /** Whether everything could be compared and nothing has drifted. */
    public boolean sound() {
        return failures.isEmpty()
                && rows().drift() == 0
                && splits().drift() == 0
                && service().drift() == 0;
    }
}
