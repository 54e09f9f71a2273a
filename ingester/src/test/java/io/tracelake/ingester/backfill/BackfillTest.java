package io.tracelake.ingester.backfill;

import static io.tracelake.ingester.simulation.SimulatedService.trace;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracelake.client.analytics.DailyMetricsQuery;
import io.tracelake.client.analytics.DayRow;
import io.tracelake.client.analytics.Page;
import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceQuery;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.client.http.ServiceException;
import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.ingester.payload.CarriedTraces;
import io.tracelake.ingester.publish.Outbox;
import io.tracelake.ingester.publish.TraceRevisions;
import io.tracelake.ingester.request.ProgressNotes;
import io.tracelake.ingester.simulation.CommittedLog;
import io.tracelake.ingester.simulation.CommittedLog.Crash;
import io.tracelake.ingester.simulation.SimulatedService;
import io.tracelake.ingester.source.TraceSource;
import io.tracelake.ingester.source.Window;
import io.tracelake.ingester.state.FingerprintLoad;
import io.tracelake.ingester.state.ProjectState;
import io.tracelake.ingester.state.RequestId;
import io.tracelake.ingester.state.StateRestore;
import io.tracelake.schemas.IngestRequest;
import io.tracelake.schemas.RequestKind;
import io.tracelake.schemas.RequestProgress;
import io.tracelake.schemas.RequestState;
import io.tracelake.schemas.RequestWish;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BackfillTest {
    private static final Instant NOW = Instant.parse("2026-11-20T22:00:00Z");
    private static final Window RANGE = new Window(NOW.minus(Duration.ofDays(40)), NOW.minus(Duration.ofDays(20)));
    private static final TopicPartition PARTITION = new TopicPartition("ingest-state", 0);
    private static final Instant NEVER = NOW.plus(Duration.ofDays(1));

    private final CommittedLog log = new CommittedLog();
    private final SimulatedService service = new SimulatedService(new SplittableRandom(1)).capPagesAt(20, false);
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private int room = 500_000;
    private ProjectState state = new ProjectState();

    @AfterEach
    void stop() {
        workers.shutdownNow();
    }

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 30);
    }

    /** The process ends at random steps; every third time little of the past has room in memory. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyTraceOfTheRangeEndsOnceInEachRevisionHoweverOftenTheProcessEnds(int seed) throws InterruptedException {
        var random = new SplittableRandom(seed);
        room = seed % 3 == 0 ? 40 : 500_000;
        for (int i = 0; i < 400; i++) {
            Instant timestamp =
                    RANGE.from().plusSeconds(random.nextLong(RANGE.length().toSeconds()));
            service.add(trace("t" + i, timestamp, "n", timestamp, "1"));
        }
        var crashes = new AtomicInteger(random.nextInt(1, 8));
        carryOut("first", random, crashes);
        assertThat(log.read(Topics.TRACES)).as("the first misses nothing").hasSize(400);
        crashes.set(random.nextInt(4));
        carryOut("second", random, crashes);

        var chains = log.read(Topics.TRACES).stream().collect(groupingBy(Trace::getTraceId));
        assertThat(chains).hasSize(400);
        assertThat(chains.values())
                .as("a second backfill adds nothing")
                .allSatisfy(chain -> assertThat(chain).hasSize(1));
        assertThat(log.read(Topics.DAILY_METRICS))
                .extracting(day -> day.getRevision())
                .containsOnly(1);
    }

    private void carryOut(String id, SplittableRandom random, AtomicInteger crashes) throws InterruptedException {
        while (true) {
            try (var backfill = restarted(id, () -> {
                if (random.nextInt(6) == 0 && crashes.getAndDecrement() > 0) {
                    throw new Crash();
                }
            })) {
                while (!backfill.run(random.nextBoolean() ? NOW : NEVER, () -> random.nextInt(10) > 0)) {
                    Thread.onSpinWait();
                }
                return;
            } catch (Crash restart) {
                state = new ProjectState();
            }
        }
    }

    @Test
    void whatChangedSinceIsTheNextRevisionThoughItsDaysWereForgotten() throws InterruptedException {
        Instant timestamp = RANGE.from().plus(Duration.ofDays(3));
        service.add(trace("a", timestamp, "before", timestamp, "1"));
        runToEnd("first");
        service.update(
                "a", t -> trace(t.id(), t.timestamp(), "after", t.timestamp().plusSeconds(9), "1"));
        runToEnd("second");

        assertThat(log.read(Topics.TRACES)).extracting(Trace::getRevision).containsExactly(1, 2);
    }

    @Test
    void readsTheTracesAndTheDaysOfItsRangeAndNoOthers() throws InterruptedException {
        service.add(trace("before", RANGE.from().minusMillis(1), "n", NOW, "1"));
        service.add(trace("first", RANGE.from(), "n", NOW, "1"));
        service.add(trace("last", RANGE.to().minusMillis(1), "n", NOW, "1"));
        service.add(trace("after", RANGE.to(), "n", NOW, "1"));
        runToEnd("b");

        assertThat(log.read(Topics.TRACES)).extracting(Trace::getTraceId).containsExactlyInAnyOrder("first", "last");
        assertThat(log.read(Topics.DAILY_METRICS))
                .extracting(day -> day.getDay().toString())
                .containsExactly("2026-10-11", "2026-10-12", "2026-10-31");
        assertThat(progress("b")).satisfies(progress -> {
            assertThat(progress.getState()).isEqualTo(RequestState.DONE);
            assertThat(progress.getRows()).isEqualTo(2);
            assertThat(progress.getRevisions()).isEqualTo(2);
            assertThat(progress.getFinished()).singleElement().satisfies(all -> {
                assertThat(all.getFrom()).isEqualTo(RANGE.from());
                assertThat(all.getTo()).isEqualTo(RANGE.to());
            });
        });
    }

    @Test
    void aWindowThatFailsIsReadAgainAndTheRestIsKept() throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            service.add(trace("t" + i, RANGE.from().plus(Duration.ofHours(2L * i)), "n", NOW, "1"));
        }
        var calls = new AtomicInteger();
        Function<TraceQuery, Page<TraceRow>> failing = query -> {
            if (calls.incrementAndGet() % 7 == 0) {
                throw new ServiceException("503", 503, null, null);
            }
            return list(query);
        };
        try (var backfill = backfill("b", failing, () -> {})) {
            int failures = 0;
            while (true) {
                try {
                    if (backfill.run(NEVER, () -> true)) {
                        break;
                    }
                } catch (ServiceException again) {
                    failures++;
                }
            }
            assertThat(failures).isPositive();
        }

        assertThat(log.read(Topics.TRACES)).hasSize(200);
    }

    @Test
    void aBugOfAWorkerReachesTheCaller() {
        Function<TraceQuery, Page<TraceRow>> broken = query -> {
            throw new IllegalStateException("a bug");
        };
        try (var backfill = backfill("b", broken, () -> {})) {
            assertThatThrownBy(() -> {
                        while (!backfill.run(NEVER, () -> true)) {
                            Thread.onSpinWait();
                        }
                    })
                    .hasMessage("a bug");
        }
    }

    @Test
    void theCursorOfLiveReadingStaysWhereItIs() throws InterruptedException {
        service.add(trace("a", RANGE.from(), "n", NOW, "1"));
        runToEnd("b");

        assertThat(Objects.requireNonNull(restored().position()).watermark()).isEqualTo(NOW.minus(Duration.ofDays(1)));
    }

    private void runToEnd(String id) throws InterruptedException {
        try (var backfill = restarted(id, () -> {})) {
            assertThat(backfill.run(NEVER, () -> true)).isTrue();
        }
    }

    /** As the next owner finds it: only what its horizon needs is in memory. */
    private Backfill restarted(String id, Runnable atEachStep) {
        return backfill(id, this::list, atEachStep);
    }

    private Backfill backfill(String id, Function<TraceQuery, Page<TraceRow>> pages, Runnable atEachStep) {
        state = restored();
        var outbox = new Outbox(
                "p", CommittedLog.KAFKA, log.writer(step -> atEachStep.run()), state, NOW.minus(Duration.ofDays(1)));
        var config = IngestConfig.DEFAULTS;
        var traces = new TraceSource(pages, this::byId);
        var carried = new CarriedTraces("p", config.payload(), config.payloadRules());
        var revisions = new TraceRevisions(outbox, carried, traces::trace, null, () -> NOW);
        var notes = ProgressNotes.of(outbox, request(id), () -> NOW);
        var source = new BackfillSource(() -> traces, () -> this::days, this::load);
        return new Backfill(RANGE, source, outbox, revisions, notes, config, workers, () -> NOW);
    }

    private ProjectState restored() {
        return new StateRestore(IngestConfig.DEFAULTS, NOW, 0, Duration.ofSeconds(1))
                .read(log.consumer(Topics.INGEST_STATE), PARTITION, 1, 0)
                .byProject()
                .getOrDefault("p", new ProjectState());
    }

    private FingerprintLoad.Loaded load(Window range) {
        synchronized (service) {
            return FingerprintLoad.range(
                    log.consumer(Topics.INGEST_STATE), PARTITION, "p", range.from(), range.to(), room);
        }
    }

    private Page<TraceRow> list(TraceQuery query) {
        synchronized (service) {
            return service.list(query);
        }
    }

    private Row<TraceRow> byId(String id) {
        synchronized (service) {
            return service.byId(id);
        }
    }

    private Page<DayRow> days(DailyMetricsQuery query) {
        synchronized (service) {
            return service.days(query);
        }
    }

    private RequestProgress progress(String id) {
        Map<RequestId, RequestProgress> requests = restored().requests();
        return Objects.requireNonNull(requests.get(RequestId.of(request(id))));
    }

    private static IngestRequest request(String id) {
        return new IngestRequest(id, "p", RequestKind.BACKFILL, RequestWish.RUN, NOW, RANGE.from(), RANGE.to());
    }

    @Test
    void neverForgetsWhatARequestUnderWayMayStillAskFor() throws InterruptedException {
        service.add(trace("a", RANGE.from().plusSeconds(1), "n", NOW, "1"));
        runToEnd("done");
        try (var backfill = restarted("paused", () -> {})) {
            assertThat(backfill.run(NOW, () -> false)).isFalse();
        }
        Instant later = NOW.plus(Duration.ofDays(60));

        var restored =
                new StateRestore(IngestConfig.DEFAULTS, later).read(log.consumer(Topics.INGEST_STATE), PARTITION, 1, 0);

        assertThat(restored.expired()).isEmpty();
        assertThat(List.copyOf(restored.byProject().keySet())).containsExactly("p");
    }
}
