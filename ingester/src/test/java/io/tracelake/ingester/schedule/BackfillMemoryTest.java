package io.tracelake.ingester.schedule;

import static io.tracelake.ingester.simulation.SimulatedService.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracelake.client.analytics.DailyMetricsQuery;
import io.tracelake.client.analytics.DayRow;
import io.tracelake.client.analytics.Page;
import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceQuery;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.client.http.ServiceException;
import io.tracelake.ingester.backfill.Backfill;
import io.tracelake.ingester.backfill.BackfillSource;
import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.ingester.payload.CarriedTraces;
import io.tracelake.ingester.publish.CommitStep;
import io.tracelake.ingester.publish.Outbox;
import io.tracelake.ingester.publish.TraceRevisions;
import io.tracelake.ingester.request.ProgressNotes;
import io.tracelake.ingester.simulation.CommittedLog;
import io.tracelake.ingester.simulation.CommittedLog.Crash;
import io.tracelake.ingester.simulation.SimulatedService;
import io.tracelake.ingester.source.PageMemory;
import io.tracelake.ingester.source.TraceSource;
import io.tracelake.ingester.source.Window;
import io.tracelake.ingester.state.FingerprintLoad;
import io.tracelake.ingester.state.ProjectState;
import io.tracelake.schemas.IngestRequest;
import io.tracelake.schemas.RequestKind;
import io.tracelake.schemas.RequestWish;
import io.tracelake.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A backfill of large traces where there is little memory, beside live reading of the same project and of another one. */
class BackfillMemoryTest {
    private static final Instant NOW = Instant.parse("2026-11-20T22:00:00Z");
    private static final Window RANGE = new Window(NOW.minus(Duration.ofDays(40)), NOW.minus(Duration.ofDays(38)));
    private static final TopicPartition PARTITION = new TopicPartition("ingest-state", 0);
    private static final IngestConfig CONFIG = IngestConfig.DEFAULTS;
    private static final int MIB = 1 << 20;
    private static final int OLD = 60;
    private static final int FRESH = 12;

    private final PageMemory live = PageMemory.of(4 * MIB);
    private final PageMemory ofBackfill = PageMemory.of(4 * MIB);
    private final SimulatedService service = new SimulatedService(new SplittableRandom(1));
    private final CommittedLog log = new CommittedLog();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

    /** Each answer is as large as the names in it. */
    private final class Asking implements TraceSource.Asking {
        @Override
        public Page<TraceRow> page(TraceQuery query, LongPredicate room) {
            Page<TraceRow> page;
            synchronized (service) {
                page = service.list(query);
            }
            long bytes = page.rows().stream()
                    .mapToLong(row -> row instanceof Row.Valid(var trace) && trace.name() != null
                            ? trace.name().length()
                            : 0)
                    .sum();
            if (!room.test(bytes)) {
                throw new ServiceException("more than fits", 200, null, null);
            }
            return page;
        }

        @Override
        public Row<TraceRow> trace(String id, LongPredicate room) {
            throw new AssertionError("every trace can be listed");
        }
    }

    /** One project, as its owner has it. */
    private final class Project {
        private final Outbox outbox;
        private final ProjectPoll poll;

        Project(String id, Consumer<CommitStep> steps) {
            outbox = new Outbox(
                    id, CommittedLog.KAFKA, log.writer(steps), new ProjectState(), NOW.minusSeconds(7_200), live);
            poll = new ProjectPoll(priority -> source(live), outbox, CONFIG, () -> NOW, () -> false);
        }

        Backfill backfill() {
            var request =
                    new IngestRequest("b", "p", RequestKind.BACKFILL, RequestWish.RUN, NOW, RANGE.from(), RANGE.to());
            var carried = new CarriedTraces("p", CONFIG.payload(), CONFIG.payloadRules());
            var traces = source(ofBackfill);
            return new Backfill(
                    RANGE,
                    new BackfillSource(
                            () -> traces, () -> BackfillMemoryTest.this::days, BackfillMemoryTest.this::load),
                    outbox,
                    new TraceRevisions(outbox, carried, traces::trace, null, () -> NOW),
                    ProgressNotes.of(outbox, request, () -> NOW),
                    CONFIG,
                    workers,
                    () -> NOW);
        }
    }

    private TraceSource source(PageMemory memory) {
        return new TraceSource(new Asking(), memory, new TraceSource.Size());
    }

    private Page<DayRow> days(DailyMetricsQuery query) {
        synchronized (service) {
            return service.days(query);
        }
    }

    private FingerprintLoad.Loaded load(Window range) {
        return FingerprintLoad.range(
                log.consumer(Topics.INGEST_STATE), PARTITION, "p", range.from(), range.to(), 100_000);
    }

    private void addTraces() {
        for (int i = 0; i < OLD; i++) {
            int length = i == 7 ? MIB : 200_000;
            service.add(trace("old" + i, RANGE.from().plus(Duration.ofMinutes(40L * i)), "x".repeat(length), NOW, "1"));
        }
        for (int i = 0; i < FRESH; i++) {
            service.add(trace("new" + i, NOW.minusSeconds(10L + i * 500L), "x".repeat(300_000), NOW, "1"));
        }
    }

    /** Workers under way give theirs back when they end. */
    private static void awaitWhole(PageMemory memory) {
        while (!memory.isWhole()) {
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void stop() {
        workers.shutdownNow();
    }

    /** Between two polls there is time for a page, so pages wait in the queue while the project reads live. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void completesBesideLiveReadingAndGivesAllMemoryBack() throws Exception {
        addTraces();
        var project = new Project("p", step -> {});
        var other = new Project("q", step -> {});
        try (var backfill = project.backfill()) {
            boolean ended = false;
            while (!ended) {
                var beside = workers.submit(other.poll::run);
                project.poll.run();
                ended = backfill.run(NOW, () -> false);
                beside.get(30, TimeUnit.SECONDS);
            }
        }

        assertThat(log.read(Topics.TRACES)).hasSize(OLD + FRESH + FRESH);
        assertThat(ofBackfill.isWhole()).isTrue();
        assertThat(live.isWhole()).isTrue();
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void nothingStaysLeasedAfterACancel() throws Exception {
        addTraces();
        var project = new Project("p", step -> {});
        var backfill = project.backfill();
        while (ofBackfill.isWhole()) {
            assertThat(backfill.run(NOW, () -> false)).isFalse();
        }

        backfill.close();

        awaitWhole(ofBackfill);
        assertThat(live.isWhole()).isTrue();
        assertThat(backfill.run(NOW, () -> false)).as("nor does it go on").isFalse();
        assertThat(ofBackfill.isWhole()).isTrue();
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void nothingStaysLeasedWhenTheOwnerIsLostInTheMiddleOfAPage() {
        addTraces();
        var project = new Project("p", step -> {
            throw new Crash();
        });
        try (var backfill = project.backfill()) {
            assertThatThrownBy(() -> {
                        while (!backfill.run(NOW, () -> true)) {
                            Thread.onSpinWait();
                        }
                    })
                    .isInstanceOf(Crash.class);
        }
        project.outbox.discard();

        awaitWhole(ofBackfill);
        assertThat(live.isWhole()).isTrue();
    }
}
