package io.tracelake.app.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.app.verify.DayFigures.Sum;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DayRulesTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final LocalDate OLD = LocalDate.parse("2026-03-01");
    private static final Instant LONG_AGO = Instant.parse("2026-03-03T00:00:00Z");

    private final DayRules rules =
            new DayRules(new UsageRules(64, Duration.ofMinutes(5), Duration.ofHours(24), Duration.ofMinutes(15), NOW));

    @ParameterizedTest
    @CsvSource({
        "1.000000,  1.000000, MATCH",
        "1.0000009, 1.0,      MATCH",
        "1.0000011, 1.0,      DRIFT",
        "0,         0.00001,  DRIFT",
        "0,         0,        MATCH",
        "-1,        -1.0000001, MATCH"
    })
    void costsAreEqualWithinAMillionth(String usage, String service, Verdict verdict) {
        assertThat(verdict(day(3, usage, 3, service))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "2.5,  2.0, EXPLAINED", // 0.5 of the day counts on the next
        "2.6,  2.0, DRIFT",
        "1.75, 2.0, EXPLAINED", // 0.25 of the day before counts here
        "1.7,  2.0, DRIFT"
    })
    void aCostMayCountOnTheNextDayAsFarAsTracesRanOverMidnight(String usage, String service, Verdict verdict) {
        var day = day(3, usage, 3, service);
        assertThat(verdict(overMidnight(day, "0.5", "0.25"))).isEqualTo(verdict);
        assertThat(verdict(day)).isEqualTo(Verdict.DRIFT);
    }

    @Test
    void midnightExplainsNoNumberOfTraces() {
        assertThat(verdict(overMidnight(day(2, "1", 3, "1"), "9", "9"))).isEqualTo(Verdict.DRIFT);
        assertThat(verdict(overMidnight(day(3, "1", 2, "1"), "9", "9"))).isEqualTo(Verdict.DRIFT);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-10, PENDING", "2026-03-09, PENDING", "2026-03-08, DRIFT"})
    void todayAndYesterdayMayStillChange(String day, Verdict verdict) {
        assertThat(verdict(on(LocalDate.parse(day)))).isEqualTo(verdict);
    }

    @Test
    void aDayYoungerThanTheLookbackMayStillChange() {
        var patient = new DayRules(
                new UsageRules(64, Duration.ofMinutes(5), Duration.ofDays(3), Duration.ofMinutes(45), NOW));

        assertThat(patient.judge(on(LocalDate.parse("2026-03-07")), 0).verdict())
                .isEqualTo(Verdict.PENDING);
        assertThat(patient.judge(on(LocalDate.parse("2026-03-06")), 0).verdict())
                .isEqualTo(Verdict.DRIFT);
    }

    @Test
    void anOldDayIsPendingOnlyWhileOneSideHasJustChanged() {
        var day = day(2, "1", 3, "1");

        assertThat(verdict(observed(day, NOW.minus(Duration.ofMinutes(19)), LONG_AGO)))
                .isEqualTo(Verdict.PENDING);
        assertThat(verdict(observed(day, NOW.minus(Duration.ofMinutes(21)), LONG_AGO)))
                .isEqualTo(Verdict.DRIFT);
        assertThat(verdict(observed(day, LONG_AGO, NOW.minus(Duration.ofMinutes(19)))))
                .isEqualTo(Verdict.PENDING);
        assertThat(verdict(observed(day, NOW.plus(Duration.ofHours(1)), LONG_AGO)))
                .isEqualTo(Verdict.DRIFT);
    }

    @Test
    void deadLettersExplainAsManyTracesAsThereAre() {
        assertThat(rules.judge(unreadable(day(1, "1", 3, "9"), 2), 0))
                .extracting(DayVerdict::verdict, DayVerdict::borrowed)
                .containsExactly(Verdict.EXPLAINED, 0L);
        assertThat(rules.judge(unreadable(day(1, "1", 4, "9"), 2), 1))
                .extracting(DayVerdict::verdict, DayVerdict::borrowed)
                .containsExactly(Verdict.EXPLAINED, 1L);
        assertThat(verdict(unreadable(day(1, "1", 4, "9"), 2))).isEqualTo(Verdict.DRIFT);
        assertThat(verdict(unreadable(day(4, "1", 3, "1"), 2)))
                .as("the lake has more")
                .isEqualTo(Verdict.DRIFT);
        assertThat(verdict(unreadable(day(3, "2", 3, "1"), 2)))
                .as("the lake costs more")
                .isEqualTo(Verdict.DRIFT);
        assertThat(rules.judge(day(3, "1", 3, "2"), 7).verdict())
                .as("a cost alone, by a dead letter of some other day")
                .isEqualTo(Verdict.DRIFT);
    }

    @Test
    void theFirstDayMayLackTracesButHasNoneTooMany() {
        assertThat(verdict(first(day(2, "1", 3, "2")))).isEqualTo(Verdict.EXPLAINED);
        assertThat(verdict(first(day(3, "1", 2, "1")))).isEqualTo(Verdict.DRIFT);
        assertThat(verdict(first(day(2, "3", 3, "2")))).isEqualTo(Verdict.DRIFT);
    }

    @Test
    void aDayThatTheServiceDoesNotHaveIsDriftUnlessUsageIsEmptyToo() {
        assertThat(verdict(without(day(1, "0", 0, "0")))).isEqualTo(Verdict.DRIFT);
        assertThat(verdict(first(without(day(1, "0", 0, "0"))))).isEqualTo(Verdict.DRIFT);
        assertThat(verdict(without(day(0, "0", 0, "0")))).isEqualTo(Verdict.MATCH);
    }

    @Test
    void aProjectWithoutDailyMetricsIsPending() {
        var day = day(3, "1", 3, "1");
        var verdict = rules.judge(
                new DayFigures(
                        "p",
                        OLD,
                        day.usage(),
                        null,
                        day.usage(),
                        Verdict.MATCH,
                        null,
                        null,
                        false,
                        true,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        0),
                0);
        assertThat(verdict.verdict()).isEqualTo(Verdict.PENDING);
        assertThat(verdict.reason()).contains("no daily metrics of this project");
    }

    @Test
    void revisionsThatUsageRefusedExplainTheDayIfTheyAccountForAllOfIt() {
        assertThat(verdict(refused(day(2, "1", 3, "2"), new Sum(3, new BigDecimal("2")))))
                .isEqualTo(Verdict.EXPLAINED);
        assertThat(verdict(refused(day(2, "1", 3, "2"), new Sum(3, new BigDecimal("3")))))
                .isEqualTo(Verdict.DRIFT);
    }

    private Verdict verdict(DayFigures day) {
        return rules.judge(day, 0).verdict();
    }

    private static DayFigures day(long traces, String cost, long atService, String costAtService) {
        var usage = new Sum(traces, new BigDecimal(cost));
        return figures(
                OLD,
                usage,
                LONG_AGO,
                usage,
                Verdict.MATCH,
                new Sum(atService, new BigDecimal(costAtService)),
                LONG_AGO,
                false,
                "0",
                "0",
                0);
    }

    private static DayFigures figures(
            LocalDate day,
            Sum usage,
            Instant usageAt,
            Sum recomputed,
            Verdict verdict,
            @Nullable Sum service,
            Instant serviceAt,
            boolean first,
            String over,
            String overBefore,
            long unreadable) {
        return new DayFigures(
                "p",
                day,
                usage,
                usageAt,
                recomputed,
                verdict,
                service,
                serviceAt,
                true,
                first,
                new BigDecimal(over),
                new BigDecimal(overBefore),
                unreadable);
    }

    private static DayFigures on(LocalDate day) {
        return figures(
                day,
                new Sum(1, BigDecimal.ONE),
                LONG_AGO,
                Sum.NONE,
                Verdict.MATCH,
                new Sum(2, BigDecimal.ONE),
                LONG_AGO,
                false,
                "0",
                "0",
                0);
    }

    private static DayFigures overMidnight(DayFigures d, String over, String before) {
        return figures(
                d.day(), d.usage(), LONG_AGO, d.usage(), Verdict.MATCH, d.service(), LONG_AGO, false, over, before, 0);
    }

    private static DayFigures observed(DayFigures d, Instant usageAt, Instant serviceAt) {
        return figures(
                d.day(), d.usage(), usageAt, d.usage(), Verdict.MATCH, d.service(), serviceAt, false, "0", "0", 0);
    }

    private static DayFigures unreadable(DayFigures d, long letters) {
        return figures(
                d.day(),
                d.usage(),
                LONG_AGO,
                d.usage(),
                Verdict.MATCH,
                d.service(),
                LONG_AGO,
                false,
                "0",
                "0",
                letters);
    }

    private static DayFigures first(DayFigures d) {
        return figures(
                d.day(), d.usage(), LONG_AGO, d.usage(), Verdict.MATCH, d.service(), LONG_AGO, true, "0", "0", 0);
    }

    private static DayFigures without(DayFigures d) {
        return figures(d.day(), d.usage(), LONG_AGO, d.usage(), Verdict.MATCH, null, LONG_AGO, false, "0", "0", 0);
    }

    private static DayFigures refused(DayFigures d, Sum recomputed) {
        return figures(
                d.day(), d.usage(), LONG_AGO, recomputed, Verdict.EXPLAINED, d.service(), LONG_AGO, false, "0", "0", 0);
    }
}
