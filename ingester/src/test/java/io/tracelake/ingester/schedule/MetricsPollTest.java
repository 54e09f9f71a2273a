package io.tracelake.ingester.schedule;

import static io.tracelake.ingester.simulation.SimulatedService.cost;
import static io.tracelake.ingester.simulation.SimulatedService.tagged;
import static io.tracelake.ingester.simulation.SimulatedService.trace;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracelake.client.analytics.DailyMetricsQuery;
import io.tracelake.client.analytics.DayRow;
import io.tracelake.client.analytics.Page;
import io.tracelake.client.analytics.Row;
import io.tracelake.client.http.ServiceException;
import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.ingester.config.Payload;
import io.tracelake.ingester.publish.Outbox;
import io.tracelake.ingester.publish.SeenTags;
import io.tracelake.ingester.simulation.CommittedLog;
import io.tracelake.ingester.simulation.CommittedLog.Crash;
import io.tracelake.ingester.simulation.Interruption;
import io.tracelake.ingester.simulation.SimulatedService;
import io.tracelake.ingester.source.TraceSource;
import io.tracelake.ingester.state.ProjectState;
import io.tracelake.ingester.state.StateRestore;
import io.tracelake.schemas.DailyMetrics;
import io.tracelake.schemas.Topics;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MetricsPollTest {
    private static final Instant T0 = Instant.parse("2026-11-20T22:00:00Z");
    private static final LocalDate DAY = LocalDate.parse("2026-11-20");
    private static final List<String> TAGS =
            List.of("plain", "a/b", "/", "x,y", " padded ", "zażółć", "daily-metrics/2026-11-20", "2026-11-21/plain");

    private final CommittedLog log = new CommittedLog();
    private final List<DailyMetricsQuery> asked = new ArrayList<>();
    private Instant now = T0;
    private int crashesIn100;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 40);
    }

    /** One run of a project: its traces and its metrics over one outbox. */
    private record Run(ProjectPoll traces, MetricsPoll metrics) {}

    /** Traces arrive late and change, requests take time, the process ends at random steps. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theFiguresOfEveryTagEndAsTheServiceShowsThemWhateverArrivesChangesOrCrashes(int seed) {
        var random = new SplittableRandom(seed);
        var service = new SimulatedService(random);
        crashesIn100 = random.nextInt(0, 15);
        for (int i = 0; i < 30; i++) {
            Instant old = T0.minus(Duration.ofHours(random.nextInt(24 * 6)));
            service.add(tagged(trace("old" + i, old, "n", old, "1"), drawTags(random)));
        }
        Run run = start(config(true), service, random, slow(service, random));
        for (int step = 0; step < 60; step++) {
            for (int i = 0; i < random.nextInt(3); i++) {
                Instant at = now.minusSeconds(random.nextInt(1_100));
                service.add(tagged(trace("t" + step + "-" + i, at, "n", now, "1"), drawTags(random)));
            }
            change(service, random);
            now = now.plusSeconds(random.nextInt(20, 1_800));
            run = runOrRestart(run, service, random);
        }
        crashesIn100 = 0;
        for (int i = 0; i < 30; i++) {
            now = now.plus(Duration.ofMinutes(15));
            run = runOrRestart(run, service, random);
        }

        assertRevisionsAreContiguous();
        assertThat(newest()).isEqualTo(shown(service, TAGS));
    }

    @Test
    void aRestartWritesNothingAgain() {
        var service = new SimulatedService(new SplittableRandom(1));
        for (String tag : TAGS) {
            service.add(tagged(trace(tag, T0.minusSeconds(60), "n", T0, "1"), List.of(tag)));
        }
        poll(start(config(true), service), 3);
        int before = log.keys(Topics.DAILY_METRICS).size();
        int state = log.keys(Topics.INGEST_STATE).size();
        poll(start(config(true), service), 1);

        assertThat(before).isEqualTo(TAGS.size() + 1);
        assertThat(log.keys(Topics.DAILY_METRICS)).hasSize(before).contains("p/2026-11-20", "p/2026-11-20/a/b");
        assertThat(log.keys(Topics.INGEST_STATE)
                        .subList(state, log.keys(Topics.INGEST_STATE).size()))
                .containsOnly("p/cursor");
    }

    @Test
    void asksForNoTagUnlessTold() {
        var service = new SimulatedService(new SplittableRandom(1));
        service.add(tagged(trace("a", T0.minusSeconds(60), "n", T0, "1"), TAGS));
        poll(start(config(false), service), 5);

        assertThat(asked)
                .hasSize(5)
                .allSatisfy(query -> assertThat(query.tags()).isEmpty());
        assertThat(log.read(Topics.DAILY_METRICS))
                .allSatisfy(day -> assertThat(day.getTag()).isNull());
        assertThat(log.keys(Topics.INGEST_STATE)).noneMatch(key -> key.startsWith("p/tag"));
    }

    @Test
    void asksForEachTagOnceAReading() {
        var service = new SimulatedService(new SplittableRandom(1));
        for (int day = 0; day < 6; day++) {
            Instant at = T0.minus(Duration.ofDays(day));
            service.add(tagged(trace("a" + day, at, "n", at, "1"), List.of("one", "two")));
        }
        poll(start(config(true), service), 1);

        assertThat(asked)
                .extracting(DailyMetricsQuery::tags)
                .containsExactly(List.of(), List.of("one"), List.of("two"));
    }

    /** Old days are read once; if the process ends before their metrics are asked for, nothing shows their tags again. */
    @Test
    void tagsOfOldDaysSurviveARestartBeforeTheirMetricsWereRead() {
        var service = new SimulatedService(new SplittableRandom(1));
        Instant old = T0.minus(Duration.ofDays(6));
        service.add(tagged(trace("a", old, "n", old, "1"), List.of("old")));
        start(config(true), service).traces().run();
        poll(start(config(true), service), 1);

        assertThat(newest()).isEqualTo(shown(service, List.of("old"))).hasSize(4);
    }

    @Test
    void aTagThatCannotBeReadHoldsUpNothingAndMissesNoDay() {
        var service = new SimulatedService(new SplittableRandom(1));
        var tags = List.of("a", "b", "c");
        service.add(tagged(trace("t", T0.minusSeconds(60), "n", T0, "1"), tags));
        var broken = new boolean[] {true};
        Run run = start(config(true), service, new SplittableRandom(1), query -> {
            if (broken[0] && query.tags().contains("b")) {
                throw new ServiceException("500", 500, null, null);
            }
            return service.days(query);
        });
        for (int hour = 0; hour < 24 * 20; hour++) {
            now = now.plus(Duration.ofHours(1));
            runWithFailures(run);
        }
        assertThat(newest().keySet())
                .contains("2026-11-20 a", "2026-11-20 c", "2026-11-20 null")
                .doesNotContain("2026-11-20 b");

        broken[0] = false;
        poll(run, 2);
        assertThat(newest()).isEqualTo(shown(service, tags));
    }

    @Test
    void aFailingServiceIsAskedOnceAPoll() {
        var service = new SimulatedService(new SplittableRandom(1));
        service.add(tagged(trace("t", T0.minusSeconds(60), "n", T0, "1"), TAGS));
        Run run = start(config(true), service, new SplittableRandom(1), query -> {
            throw new ServiceException("500", 500, null, null);
        });
        for (int i = 1; i <= 20; i++) {
            now = now.plusSeconds(30);
            runWithFailures(run);
            assertThat(asked).hasSize(i);
        }
    }

    @Test
    void tracesAreReadAgainBeforeALongRoundIsOver() {
        var service = new SimulatedService(new SplittableRandom(1));
        service.add(tagged(trace("t", T0.minusSeconds(60), "n", T0, "1"), TAGS));
        Run run = start(config(true), service, new SplittableRandom(1), query -> {
            now = now.plusSeconds(10);
            return service.days(query);
        });
        run.traces().run();
        assertThat(run.metrics().run(now.plusSeconds(30))).isFalse();
        assertThat(asked).hasSize(3);
        assertThat(run.metrics().run(now.plusSeconds(60))).isTrue();
        assertThat(asked).hasSize(TAGS.size() + 1);
    }

    @Test
    void aTagThatIsMetNoMoreIsForgottenAndKnownAgainWhenItComesBack() {
        var service = new SimulatedService(new SplittableRandom(1));
        service.add(tagged(trace("t", T0.minusSeconds(60), "n", T0, "1"), List.of("gone")));
        poll(start(config(true), service), 1);
        now = now.plus(Duration.ofDays(12));
        poll(start(config(true), service), 2);
        asked.clear();
        poll(start(config(true), service), 2);
        assertThat(asked).allSatisfy(query -> assertThat(query.tags()).isEmpty());

        service.add(tagged(trace("u", now, "n", now, "1"), List.of("gone")));
        poll(start(config(true), service), 2);
        assertThat(newest()).isEqualTo(shown(service, List.of("gone")));
        assertRevisionsAreContiguous();
    }

    @Test
    void remembersABoundedNumberOfTags() {
        var service = new SimulatedService(new SplittableRandom(1));
        var tags = IntStream.range(0, SeenTags.MAX_TAGS + 200)
                .mapToObj(i -> "t" + i)
                .toList();
        service.add(tagged(trace("t", T0.minusSeconds(60), "n", T0, "1"), List.of("x".repeat(1_001))));
        service.add(tagged(trace("u", T0.minusSeconds(60), "n", T0, "1"), tags));
        poll(start(config(true), service), 1);

        assertThat(asked).hasSize(SeenTags.MAX_TAGS + 1);
    }

    /** A service that names a day twice in one answer made two revisions alternate for ever. */
    @Test
    void severalRowsOfOneDayAreOneRevisionInWhateverOrderTheyCome() {
        var random = new Random(1);
        var rows = new ArrayList<Row<DayRow>>(List.of(day(5, "3"), day(0, "7"), day(5, "2")));
        Run run =
                start(config(false), new SimulatedService(new SplittableRandom(1)), new SplittableRandom(1), query -> {
                    Collections.shuffle(rows, random);
                    return page(rows);
                });
        poll(run, 20);

        assertThat(log.read(Topics.DAILY_METRICS)).singleElement().satisfies(day -> {
            assertThat(day.getCountTraces()).isEqualTo(5);
            assertThat(day.getTotalCost()).isEqualByComparingTo("3");
        });
    }

    @Test
    void daysAreRememberedAsLongAsTheyMayBeReadAgain() {
        var service = new SimulatedService(new SplittableRandom(1));
        service.add(tagged(trace("t", T0.minusSeconds(60), "n", T0, "1"), List.of("a")));
        poll(start(config(true), service), 1);
        now = now.plus(config(true).memory()).plus(Duration.ofDays(30));
        poll(start(config(true), service), 3);
        poll(start(config(true), service), 3);

        assertThat(log.read(Topics.DAILY_METRICS)).hasSize(2);
    }

    /** A commit begun while the process is stopping would be cut short. */
    @Test
    void anInterruptDropsWhatWasGatheredAndTheNextRunCarriesIt() {
        var service = new SimulatedService(new SplittableRandom(1));
        service.add(tagged(trace("t", T0.minusSeconds(60), "n", T0, "1"), List.of("a", "b")));
        var stopped = Interruption.exception();
        Run run = start(config(true), service, new SplittableRandom(1), query -> {
            if (query.tags().contains("b")) {
                throw stopped;
            }
            return service.days(query);
        });
        run.traces().run();
        int before = log.keys(Topics.INGEST_STATE).size();

        assertThatThrownBy(() -> run.metrics().run(now.plusSeconds(30))).isSameAs(stopped);
        assertThat(log.keys(Topics.DAILY_METRICS)).isEmpty();
        assertThat(log.keys(Topics.INGEST_STATE)).hasSize(before);

        poll(start(config(true), service), 1);
        assertThat(newest()).isEqualTo(shown(service, List.of("a", "b")));
    }

    private static Row<DayRow> day(long traces, String cost) {
        return new Row.Valid<>(new DayRow(DAY, traces, 1, new BigDecimal(cost).setScale(12), List.of()));
    }

    private static Page<DayRow> page(List<Row<DayRow>> rows) {
        return new Page<>(rows, 100, null, null, URI.create("http://service/api/public/metrics/daily"));
    }

    private static List<String> drawTags(SplittableRandom random) {
        return TAGS.stream().filter(tag -> random.nextInt(4) == 0).toList();
    }

    private void change(SimulatedService service, SplittableRandom random) {
        var traces = service.traces().stream()
                .filter(trace -> trace.timestamp().isAfter(now.minus(Duration.ofHours(2))))
                .toList();
        if (!traces.isEmpty()) {
            var changed = traces.get(random.nextInt(traces.size()));
            service.update(changed.id(), cost(Integer.toString(random.nextInt(100))));
        }
    }

    private Function<DailyMetricsQuery, Page<DayRow>> slow(SimulatedService service, SplittableRandom random) {
        return query -> {
            now = now.plusSeconds(random.nextInt(20));
            return service.days(query);
        };
    }

    private void poll(Run run, int times) {
        for (int i = 0; i < times; i++) {
            now = now.plus(Duration.ofMinutes(5));
            run.traces().run();
            run.metrics().run(now.plusSeconds(30));
        }
    }

    private void runWithFailures(Run run) {
        run.traces().run();
        try {
            run.metrics().run(now.plusSeconds(30));
        } catch (ServiceException expected) {
            assertThat(expected.status()).isEqualTo(500);
        }
    }

    private Run runOrRestart(Run run, SimulatedService service, SplittableRandom random) {
        try {
            run.traces().run();
            run.metrics().run(now.plusSeconds(30));
            return run;
        } catch (Crash crash) {
            return start(config(true), service, random, slow(service, random));
        }
    }

    private static IngestConfig config(boolean metricsByTag) {
        return new IngestConfig(
                Duration.ofSeconds(30),
                Duration.ofMinutes(20),
                Duration.ofHours(3),
                Duration.ofDays(90),
                Duration.ofDays(7),
                Payload.FULL,
                metricsByTag);
    }

    private Run start(IngestConfig config, SimulatedService service) {
        return start(config, service, new SplittableRandom(1), service::days);
    }

    private Run start(
            IngestConfig config,
            SimulatedService service,
            SplittableRandom random,
            Function<DailyMetricsQuery, Page<DayRow>> days) {
        var restored = new StateRestore(config, now)
                .read(log.consumer(Topics.INGEST_STATE), new TopicPartition("ingest-state", 0), 1, 0);
        var state = restored.byProject().getOrDefault("p", new ProjectState());
        var writer = log.writer(step -> {
            if (random.nextInt(100) < crashesIn100) {
                throw new Crash();
            }
        });
        writer.forget("ingest-state", restored.expired());
        var outbox = new Outbox("p", CommittedLog.KAFKA, writer, state, now.minus(config.start()));
        var source = new TraceSource(service::list, service::byId);
        return new Run(
                new ProjectPoll(priority -> source, outbox, config, () -> now, () -> false),
                new MetricsPoll(
                        () -> query -> {
                            asked.add(query);
                            return days.apply(query);
                        },
                        outbox,
                        config,
                        () -> now,
                        Runnable::run,
                        () -> false));
    }

    private void assertRevisionsAreContiguous() {
        Map<String, List<DailyMetrics>> chains =
                log.read(Topics.DAILY_METRICS).stream().collect(groupingBy(day -> day.getDay() + " " + day.getTag()));
        chains.forEach((key, chain) -> assertThat(chain)
                .as(key)
                .extracting(DailyMetrics::getRevision)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, chain.size()).boxed().toList()));
    }

    /** Day and tag → newest figures carried. */
    private Map<String, String> newest() {
        return log.read(Topics.DAILY_METRICS).stream()
                .collect(toMap(
                        day -> day.getDay() + " " + day.getTag(),
                        day -> figures(day.getCountTraces(), day.getCountObservations(), day.getTotalCost()),
                        (older, newer) -> newer,
                        TreeMap::new));
    }

    private static Map<String, String> shown(SimulatedService service, List<String> tags) {
        var shown = new TreeMap<String, String>();
        var all = DailyMetricsQuery.window(T0.minus(Duration.ofDays(50)), T0.plus(Duration.ofDays(49)));
        show(shown, service.days(all), null);
        tags.forEach(tag -> show(shown, service.days(all.withTags(List.of(tag))), tag));
        return shown;
    }

    private static void show(Map<String, String> shown, Page<DayRow> page, @Nullable String tag) {
        for (Row<DayRow> row : page.rows()) {
            if (row instanceof Row.Valid(var day)) {
                shown.put(
                        day.date() + " " + tag,
                        figures(day.countTraces(), day.countObservations(), Objects.requireNonNull(day.totalCost())));
            }
        }
    }

    private static String figures(long traces, long observations, BigDecimal cost) {
        return traces + " " + observations + " " + cost.setScale(12).toPlainString();
    }
}
