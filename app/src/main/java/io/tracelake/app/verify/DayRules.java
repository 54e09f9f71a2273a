package io.tracelake.app.verify;

import io.tracelake.app.verify.DayFigures.Sum;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * How a day's usage may differ from the service's daily metrics. The service counts a trace on the day of its timestamp,
 * but a cost on the day on which the observation began; it counts records that can't be carried; it adds doubles.
 */
final class DayRules {
    private static final BigDecimal RELATIVE = new BigDecimal("1e-6");
    private static final BigDecimal ABSOLUTE = new BigDecimal("1e-11");

    private final UsageRules rules;

    DayRules(UsageRules rules) {
        this.rules = rules;
    }

    /** @param undated dead letters of the project's traces whose day isn't known and that explain no other day yet */
    DayVerdict judge(DayFigures day, long undated) {
        if (!day.measured()) {
            return DayVerdict.of(Verdict.PENDING, "the lake has no daily metrics of this project");
        }
        var verdict = judge(day, day.usage(), undated);
        if (verdict.verdict() == Verdict.MATCH) {
            return verdict;
        }
        String moving = moving(day);
        if (moving != null) {
            return DayVerdict.of(Verdict.PENDING, moving);
        }
        if (verdict.verdict() == Verdict.DRIFT && day.usageVerdict() == Verdict.EXPLAINED) {
            var recomputed = judge(day, day.recomputed(), undated);
            if (recomputed.verdict() != Verdict.DRIFT) {
                return new DayVerdict(
                        Verdict.EXPLAINED, "usage had to refuse revisions (dead_letters)", recomputed.borrowed());
            }
        }
        return verdict;
    }

    private @Nullable String moving(DayFigures day) {
        if (mayStillChange(day.day())) {
            return "the day may still change";
        }
        if (day.usageVerdict() == Verdict.PENDING) {
            return "usage is pending";
        }
        if (isYoung(day.usageAt())) {
            return "usage has just changed";
        }
        return isYoung(day.serviceAt()) ? "the daily metrics have just changed" : null;
    }

    private boolean mayStillChange(LocalDate day) {
        LocalDate today = LocalDate.ofInstant(rules.now(), ZoneOffset.UTC);
        Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return !day.isBefore(today.minusDays(1)) || end.isAfter(rules.now().minus(rules.lookback()));
    }

    private boolean isYoung(@Nullable Instant observed) {
        return observed != null
                && observed.isAfter(rules.metricsSettledUntil())
                && !observed.isAfter(rules.aheadUntil());
    }

    private static DayVerdict judge(DayFigures day, Sum usage, long undated) {
        Sum service = day.service() == null ? Sum.NONE : day.service();
        long missing = service.traces() - usage.traces();
        BigDecimal more = usage.cost().subtract(service.cost());
        BigDecimal slack = slack(usage.cost(), service.cost());
        boolean costsEqual = more.abs().compareTo(slack) <= 0;
        if (missing == 0 && costsEqual) {
            return DayVerdict.MATCH;
        }
        boolean notTooMuch = more.compareTo(day.overMidnight().add(slack)) <= 0;
        boolean notTooLittle = more.negate().compareTo(day.overMidnightBefore().add(slack)) <= 0;
        if (missing == 0 && notTooMuch && notTooLittle) {
            return DayVerdict.of(Verdict.EXPLAINED, "traces ran over midnight");
        }
        if (day.service() == null || missing < 0) {
            return drift(day);
        }
        if (missing <= day.unreadable() + undated && (missing > 0 || day.unreadable() > 0) && notTooMuch) {
            return new DayVerdict(
                    Verdict.EXPLAINED,
                    "traces that couldn't be carried are in dead_letters",
                    Math.max(0, missing - day.unreadable()));
        }
        if (day.first() && notTooMuch) {
            return DayVerdict.of(Verdict.EXPLAINED, "the first run began within this day (ingest.start)");
        }
        return drift(day);
    }

    private static DayVerdict drift(DayFigures day) {
        return DayVerdict.of(
                Verdict.DRIFT,
                day.service() == null ? "the service's daily metrics don't have this day" : "nothing accounts for it");
    }

    private static BigDecimal slack(BigDecimal a, BigDecimal b) {
        return a.abs().max(b.abs()).multiply(RELATIVE).add(ABSOLUTE);
    }
}
