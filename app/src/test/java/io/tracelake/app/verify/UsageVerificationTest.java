package io.tracelake.app.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Published usage comes from a model in plain Java; what is read, recomputed and compared is real Parquet. */
class UsageVerificationTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:34:56Z");
    private static final Duration GRACE = Duration.ofMinutes(6);
    private static final String HOUR = "2026-03-06T10:00:00Z";
    private static final String DAY = "2026-03-06T00:00:00Z";
    private static final List<String> TAGS =
            List.of("", "a", "a,b", "it's", "\"quoted\"", "é", "\uFFEE", "😀", "😀a", "chat", "b b");

    private WrittenLake lake;

    @BeforeEach
    void lake(@TempDir Path directory) {
        lake = new WrittenLake(directory.resolve("it's [a] lake"));
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 12);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void usageOfAnyTracesMatchesThePlainModel(long seed) {
        var random = new Random(seed);
        lake.traces.addAll(history(random, 300));
        lake.usage.addAll(UsageModel.of(lake.traces, random));
        serviceAgrees();
        Collections.shuffle(lake.traces, random);

        var report = verify();

        assertThat(report.differences()).isEmpty();
        assertThat(report.rows()).isEqualTo(new Tally(lake.usage.size(), 0, 0, 0));
        assertThat(report.splits()).isEqualTo(Tally.NONE);
        assertThat(report.service().match()).isEqualTo(report.service().total()).isPositive();
        assertThat(report.sound()).isTrue();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aTraceThatUsageLeftOutOrCountedTwiceIsDrift(long seed) {
        var random = new Random(seed);
        var history = history(random, 60);
        var victim = history.get(random.nextInt(history.size()));
        if (random.nextBoolean()) {
            lake.traces.addAll(history);
            lake.usage.addAll(
                    UsageModel.of(history.stream().filter(t -> !same(t, victim)).toList(), random));
        } else {
            lake.traces.addAll(history.stream().filter(t -> !same(t, victim)).toList());
            lake.usage.addAll(UsageModel.of(history, random));
        }

        var report = verify();

        assertThat(report.sound()).isFalse();
        assertThat(report.rows().drift()).isPositive();
        assertThat(report.rows().pending()).isZero();
        assertThat(report.differences()).anyMatch(d -> d.projectId().equals(victim.project()));
    }

    static Stream<Arguments> defects() {
        return Stream.of(
                defect("a trace missing", "traces", row -> row.plus("traces", "-1")),
                defect("a trace doubled", "traces", row -> row.plus("traces", "1")),
                defect("a stale cost", "cost", row -> row.plus("cost", "-0.000000000001")),
                defect("a share too much", "traces_split", row -> row.plus("traces_split", "0.000000000001")),
                defect("a cost share too little", "cost_split", row -> row.plus("cost_split", "-0.000000000001")),
                defect("a latency missing", "latency_count", row -> row.plus("latency_count", "-1")),
                defect("p50 above", "latency_p50_ms", row -> row.times("latency_p50_ms", 1.03)),
                defect("p90 below", "latency_p90_ms", row -> row.times("latency_p90_ms", 0.97)),
                defect("p95 above", "latency_p95_ms", row -> row.times("latency_p95_ms", 1.03)),
                defect("p99 none", "latency_p99_ms", row -> row.with("latency_p99_ms", null)),
                defect("maximum below", "latency_max_ms", row -> row.times("latency_max_ms", 0.97)),
                defect("maximum above", "latency_max_ms", row -> row.times("latency_max_ms", 1.03)),
                defect("users missing", "users", row -> row.times("users", 0.8)),
                defect("users doubled", "users", row -> row.times("users", 2)),
                defect("sessions invented", "sessions", row -> row.with("sessions", 3L)));
    }

    private static Arguments defect(String name, String column, Consumer<PublishedUsage> damage) {
        return Arguments.of(name, column, Named.of(name, damage));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("defects")
    void oneWrongValueIsOneDrift(String name, String column, Consumer<PublishedUsage> damage) {
        plainTraces();
        var row = lake.usage("usage_hourly", "TAG", "chat", HOUR);
        damage.accept(row);

        var report = verify();

        assertThat(report.differences())
                .filteredOn(difference -> difference.against().equals("traces"))
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.verdict()).isEqualTo(Verdict.DRIFT);
                    assertThat(difference.table()).isEqualTo("usage_hourly");
                    assertThat(difference.scope()).isEqualTo("TAG");
                    assertThat(difference.tag()).isEqualTo("chat");
                    assertThat(difference.windowStart()).isEqualTo(HOUR);
                    assertThat(difference.column()).isEqualTo(column);
                });
        assertThat(report.rows()).isEqualTo(new Tally(lake.usage.size() - 1, 0, 0, 1));
        assertThat(report.splits().drift()).isEqualTo(column.endsWith("_split") ? 1 : 0);
        assertThat(report.sound()).isFalse();
    }

    @Test
    void aSplitThatDoesNotAddUpIsDriftEvenIfEachRowIsNearlyRight() {
        plainTraces();
        lake.usage("usage_daily", "UNTAGGED", null, DAY).plus("cost_split", "0.000000000001");

        assertThat(verify().differences())
                .filteredOn(difference -> difference.against().equals("PROJECT"))
                .singleElement()
                .satisfies(difference -> assertThat(difference.column()).isEqualTo("cost_split"));
    }

    @Test
    void aRowThatIsNotThereIsDriftAndAWindowLeftByAllItsTracesNeedsNone() {
        var trace = TraceRevision.first("t", "2026-03-06T10:15:00Z", "1", "chat");
        lake.traces.addAll(List.of(
                trace,
                trace.next(trace.observed().plusSeconds(1), "2").moved(Instant.parse("2026-03-07T09:00:00Z")),
                TraceRevision.first("u", "2026-03-07T09:10:00Z", "1", "chat")));
        lake.usage.addAll(UsageModel.of(lake.traces, new Random(1)));
        lake.usage.removeIf(row -> row.start.equals(Instant.parse(HOUR)));
        assertThat(verify().sound()).isTrue();

        lake.usage.removeIf(row -> row.is("usage_hourly", "TAG", "chat", "2026-03-07T09:00:00Z"));
        var report = verify();

        assertThat(report.rows().drift()).isEqualTo(1);
        assertThat(report.differences()).anySatisfy(difference -> {
            assertThat(difference.column()).isEqualTo("row");
            assertThat(difference.expected()).isEqualTo("traces: 2");
        });
    }

    @Test
    void theNewestRevisionOfAUsageRowCounts() {
        plainTraces();
        var old = new ArrayList<PublishedUsage>();
        for (var row : lake.usage) {
            var copy = new PublishedUsage(row.table, row.project, row.scope, row.tag, row.start);
            copy.columns.putAll(row.columns);
            old.add(copy.plus("traces", "5").with("revision", 1));
        }
        lake.usage.addAll(old);

        assertThat(verify().rows()).isEqualTo(new Tally(old.size(), 0, 0, 0));
    }

    @Test
    void whatChangedAMomentAgoIsPendingWhicheverTableIsAhead() {
        plainTraces();
        var changed = lake.traces.getFirst().next(NOW.minusSeconds(60), "7");
        lake.traces.add(changed);
        assertPending(verify());

        lake.traces.remove(changed);
        lake.usage.clear();
        lake.usage.addAll(UsageModel.of(
                Stream.concat(lake.traces.stream(), Stream.of(changed)).toList(), new Random(1)));
        assertPending(verify());
    }

    private static void assertPending(UsageReport report) {
        assertThat(report.rows().pending()).isEqualTo(4); // PROJECT and one tag, hour and day
        assertThat(report.rows().drift()).isZero();
        assertThat(report.splits().drift()).isZero();
        assertThat(report.sound()).isTrue();
    }

    @Test
    void aStandstillIsDriftOnceTheGraceIsOverThoughTheTracesGoOnChanging() {
        plainTraces();
        var first = lake.traces.getFirst();
        var unseen = first.next(NOW.minus(GRACE).minusSeconds(1), "7");
        lake.traces.add(unseen);
        lake.traces.add(unseen.next(NOW.minusSeconds(5), "8"));

        assertThat(verify().rows().drift()).isEqualTo(4);
        assertThat(verify().rows().pending()).isZero();
    }

    @Test
    void anOldDefectIsDriftThoughATraceOfTheRowHasJustChanged() {
        plainTraces();
        lake.usage("usage_hourly", "PROJECT", null, HOUR).plus("traces", "-1");
        lake.traces.add(lake.traces.getFirst().next(NOW.minusSeconds(5), "7"));

        assertThat(verify().rows()).extracting(Tally::drift, Tally::pending).containsExactly(1L, 3L);
    }

    @Test
    void aClockFarAheadMakesNothingPending() {
        plainTraces();
        lake.usage("usage_hourly", "PROJECT", null, HOUR)
                .plus("traces", "-1")
                .with("observed_at", NOW.plus(Duration.ofDays(1)));

        assertThat(verify().rows()).extracting(Tally::drift, Tally::pending).containsExactly(1L, 0L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TOO_OLD", "MALFORMED"})
    void aRevisionThatUsageHadToRefuseExplainsItsRowsAndNothingElse(String reason) {
        plainTraces();
        var refused = lake.traces.getFirst().next(NOW.minus(Duration.ofDays(1)), "7");
        lake.traces.add(refused);
        assertThat(verify().rows().drift()).isEqualTo(4);

        lake.letter("p", "usage", reason, """
                {"trace_id": "%s", "revision": %d, "timestamp": "%s"}""".formatted(refused.id(), refused.revision(), refused.timestamp()));
        lake.letter("p", "usage", reason, "no JSON");
        var report = verify();
        assertThat(report.rows()).isEqualTo(new Tally(lake.usage.size() - 4, 0, 4, 0));
        assertThat(report.sound()).isTrue();

        lake.usage("usage_hourly", "PROJECT", null, HOUR).plus("traces", "-1");
        assertThat(verify().rows()).isEqualTo(new Tally(lake.usage.size() - 4, 0, 3, 1));
    }

    @Test
    void onlyWindowsThatLieInTheSpanAsAWholeAreCompared() {
        plainTraces();
        lake.traces.add(TraceRevision.first("left", "2026-03-06T10:30:00Z", "1").moved(Instant.parse(HOUR)));
        lake.traces.add(lake.traces
                .getLast()
                .next(NOW.minus(Duration.ofDays(2)), "1")
                .moved(Instant.parse("2026-03-09T00:00:00Z")));
        lake.usage.clear();
        lake.usage.addAll(UsageModel.of(lake.traces, new Random(3)));

        var span = new UsageSpan(Instant.parse("2026-03-06T09:59:00Z"), Instant.parse("2026-03-06T11:30:00Z"));
        var report = verify(span, List.of());

        assertThat(report.rows().match())
                .isEqualTo(lake.usage.stream()
                        .filter(row -> row.table.equals("usage_hourly") && row.start.equals(Instant.parse(HOUR)))
                        .count())
                .isPositive();
        assertThat(report.rows().total()).isEqualTo(report.rows().match());
        assertThat(report.service().total()).isZero();
    }

    @Test
    void onlyTheProjectsNamedAreComparedAndAnUnknownOneIsAFailure() {
        plainTraces();
        lake.usage.forEach(row -> row.plus("traces", "1"));

        assertThat(verify(UsageSpan.EVERYTHING, List.of("q'")).failures())
                .singleElement()
                .asString()
                .startsWith("q': ");
        assertThat(verify(UsageSpan.EVERYTHING, List.of("p", "q'")).rows().drift())
                .isPositive();
        assertThat(verify(UsageSpan.EVERYTHING, List.of("q'")).rows().total()).isZero();
    }

    @Test
    void tracesWithoutAnyUsageAreAFailureAndAnEmptyLakeIsNone() {
        assertThat(verify().sound()).isTrue();

        lake.traces.add(TraceRevision.first("t", NOW.minusSeconds(90).toString(), "1"));
        var report = verify();

        assertThat(report.rows().pending()).isEqualTo(4);
        assertThat(report.failures()).hasSize(1);
        assertThat(report.sound()).isFalse();
    }

    @Test
    void noMoreThanFiftyDifferencesAreListedTheGravestFirst() {
        lake.traces.addAll(history(new Random(5), 100));
        var report = verify();

        assertThat(report.differences()).hasSize(UsageVerification.MOST_LISTED);
        assertThat(report.allDifferences()).isEqualTo(report.rows().drift()).isGreaterThan(100);
        assertThat(UsageReportTable.of(report)).anyMatch(line -> line.matches("\\.\\.\\. and [0-9,]+ more"));
    }

    @Test
    void daysAreHeldAgainstTheServicesOwnFigures() {
        lake.traces.addAll(List.of(
                TraceRevision.first("cut", "2026-03-04T20:00:00Z", "1"),
                TraceRevision.first("a", "2026-03-05T12:00:00Z", "0.10"),
                TraceRevision.first("late", "2026-03-05T23:59:30Z", "0.5").lasting(60_000),
                TraceRevision.first("b", "2026-03-06T12:00:00Z", "0.20"),
                TraceRevision.first("c", "2026-03-07T12:00:00Z", "0.30"),
                TraceRevision.first("d", "2026-03-08T10:00:00Z", "0.40"),
                TraceRevision.first("e", "2026-03-09T10:00:00Z", "0.50")));
        lake.usage.addAll(UsageModel.of(lake.traces, new Random(1)));
        lake.metrics("p", "2026-03-04", null, 1, 9, new BigDecimal("9"))
                .metrics("p", "2026-03-05", null, 1, 1, BigDecimal.ONE)
                .metrics("p", "2026-03-05", "chat", 3, 77, BigDecimal.ONE)
                .metrics("p", "2026-03-05", null, 2, 2, new BigDecimal("0.3"))
                .metrics("p", "2026-03-06", null, 1, 1, new BigDecimal("0.5"))
                .metrics("p", "2026-03-07", null, 1, 3, new BigDecimal("0.7"))
                .metrics("p", "2026-03-08", null, 1, 2, new BigDecimal("0.4"))
                .metrics("p", "2026-03-09", null, 1, 7, new BigDecimal("7"))
                .letter("p", "traces", "MALFORMED", "{\"id\": \"x\", \"timestamp\": \"2026-03-07T01:00:00Z\"}")
                .letter(
                        "p",
                        "traces",
                        "MALFORMED",
                        "{\"id\": \"x\", \"timestamp\": \"2026-03-07T01:00:00Z\", \"n\": 1}")
                .letter("p", "traces", "TOO_LARGE", "{\"id\": \"y\", \"timest");

        var report = verify();

        assertThat(report.rows().drift()).isZero();
        assertThat(report.days())
                .extracting(day -> day.day().getDayOfMonth() + " " + day.service())
                .containsExactly(
                        "4 " + Tally.of(Verdict.EXPLAINED, 1), // cut by ingest.start
                        "5 " + Tally.of(Verdict.EXPLAINED, 1), // "late" costs on the 6th
                        "6 " + Tally.of(Verdict.EXPLAINED, 1),
                        "7 " + Tally.of(Verdict.EXPLAINED, 1), // one dead letter of that day, one of no known day
                        "8 " + Tally.of(Verdict.DRIFT, 1), // which therefore explains no second one
                        "9 " + Tally.of(Verdict.PENDING, 1)); // yesterday
        assertThat(report.differences().getFirst()).satisfies(difference -> {
            assertThat(difference.against()).isEqualTo("daily_metrics");
            assertThat(difference.column()).isEqualTo("traces");
            assertThat(difference.published()).isEqualTo("1");
            assertThat(difference.expected()).isEqualTo("2");
        });
        assertThat(report.sound()).isFalse();
    }

    private void plainTraces() {
        var random = new Random(7);
        for (int i = 0; i < 60; i++) {
            var at = Instant.parse(HOUR).plusSeconds(i * 50L);
            String[] tags =
                    i % 5 == 0 ? new String[0] : i % 3 == 0 ? new String[] {"a", "chat", "é"} : new String[] {"chat"};
            lake.traces.add(TraceRevision.first(
                            "t" + i, at.toString(), "0.00000000000" + i % 10, i == 0 ? new String[] {"x"} : tags)
                    .lasting(100 + random.nextInt(5_000)));
        }
        lake.usage.addAll(UsageModel.of(lake.traces, random));
    }

    private void serviceAgrees() {
        for (var row : lake.usage) {
            if (row.table.equals("usage_daily") && row.scope.equals("PROJECT")) {
                lake.metrics(
                        row.project,
                        row.start.atOffset(ZoneOffset.UTC).toLocalDate().toString(),
                        null,
                        1,
                        (long) row.number("traces"),
                        new BigDecimal(String.valueOf(row.columns.get("cost"))));
            }
        }
    }

    /** In the order in which the revisions are observed. */
    private static List<TraceRevision> history(Random random, int traces) {
        var history = new ArrayList<TraceRevision>();
        for (int i = 0; i < traces; i++) {
            Instant at = Instant.parse("2026-03-05T00:00:00Z")
                    .plusMillis(random.nextLong(Duration.ofDays(4).toMillis()));
            var trace = revision(random, "p" + i % 2, "t" + i, 1, at, at.plusSeconds(random.nextInt(7_200)));
            history.add(trace);
            while (random.nextInt(3) == 0) {
                boolean moves = random.nextInt(3) == 0;
                trace = revision(
                        random,
                        trace.project(),
                        trace.id(),
                        trace.revision() + 1,
                        moves
                                ? trace.timestamp().plus(random.nextInt(3_000) - 1_500, ChronoUnit.MINUTES)
                                : trace.timestamp(),
                        trace.observed().plusSeconds(1 + random.nextInt(20_000)));
                history.add(trace);
            }
        }
        history.sort(Comparator.comparing(TraceRevision::observed));
        return history;
    }

    private static TraceRevision revision(
            Random random, String project, String id, int revision, Instant timestamp, Instant observed) {
        var tags = new ArrayList<String>();
        IntStream.range(0, random.nextInt(5)).forEach(_ -> tags.add(TAGS.get(random.nextInt(TAGS.size()))));
        if (random.nextInt(40) == 0) {
            IntStream.range(0, 80).forEach(i -> tags.add("many-" + i));
        }
        BigDecimal cost = BigDecimal.valueOf(random.nextLong(-1_000_000_000L, 5_000_000_000_000L), 12);
        return new TraceRevision(
                project,
                id,
                revision,
                observed,
                timestamp,
                random.nextInt(4) == 0 ? null : "user-" + random.nextInt(200),
                random.nextInt(3) == 0 ? null : "session " + random.nextInt(50),
                tags,
                random.nextInt(6) == 0
                        ? null
                        : Long.valueOf(random.nextInt(8) == 0 ? random.nextInt(3) - 1 : random.nextInt(90_000)),
                random.nextInt(6) == 0 ? null : cost);
    }

    private static boolean same(TraceRevision a, TraceRevision b) {
        return a.project().equals(b.project()) && a.id().equals(b.id());
    }

    private UsageReport verify() {
        return verify(UsageSpan.EVERYTHING, List.of());
    }

    private UsageReport verify(UsageSpan span, List<String> projects) {
        lake.write();
        var rules = new UsageRules(64, GRACE, Duration.ofHours(24), Duration.ofMinutes(15), NOW);
        var silent = new Progress(new PrintWriter(Writer.nullWriter()), false);
        return new UsageVerification(lake.path, span, rules, silent).run(projects);
    }
}
