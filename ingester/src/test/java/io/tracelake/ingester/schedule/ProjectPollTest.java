package io.tracelake.ingester.schedule;

import static io.tracelake.ingester.simulation.SimulatedService.cost;
import static io.tracelake.ingester.simulation.SimulatedService.trace;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.client.http.ServiceException;
import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.ingester.config.Payload;
import io.tracelake.ingester.publish.Outbox;
import io.tracelake.ingester.simulation.CommittedLog;
import io.tracelake.ingester.simulation.CommittedLog.Crash;
import io.tracelake.ingester.simulation.Interruption;
import io.tracelake.ingester.simulation.SimulatedService;
import io.tracelake.ingester.source.TraceSource;
import io.tracelake.ingester.state.ProjectState;
import io.tracelake.ingester.state.StateRestore;
import io.tracelake.schemas.DeadLetterReason;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectPollTest {
    private static final Instant T0 = Instant.parse("2026-11-20T22:00:00Z");
    private static final IngestConfig CONFIG = new IngestConfig(
            Duration.ofSeconds(30),
            Duration.ofMinutes(20),
            Duration.ofHours(3),
            Duration.ofDays(90),
            Duration.ofHours(2),
            Payload.FULL,
            false);

    private final CommittedLog log = new CommittedLog();
    private Instant now = T0;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 60);
    }

    /** Arrivals late and early, ties, changes loud and silent, capped pages; the process ends at random steps. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyTraceEndsOnceInEachRevisionAndNewestWhateverArrivesChangesOrCrashes(int seed) {
        var random = new SplittableRandom(seed);
        var service = new SimulatedService(random).capPagesAt(random.nextInt(2, 30), random.nextBoolean());
        int crashesIn100 = random.nextInt(0, 30);
        for (int i = 0; i < 60; i++) {
            service.add(trace("old" + i, T0.minusSeconds(random.nextInt(3_000)), "n", T0, "1"));
        }
        ProjectPoll poll = start(service, random, crashesIn100);
        for (int step = 0; step < 150; step++) {
            arrive(service, random, step);
            change(service, random);
            now = now.plusSeconds(random.nextInt(20, 600));
            poll = runOrRestart(poll, service, random, crashesIn100);
        }
        for (int i = 0; i < 30; i++) {
            now = now.plus(Duration.ofMinutes(15));
            poll = runOrRestart(poll, service, random, crashesIn100);
        }

        assertRevisionsAreContiguous();
        assertThat(newestCosts()).isEqualTo(costs(service));
    }

    private void arrive(SimulatedService service, SplittableRandom random, int step) {
        int arrivals = random.nextInt(4);
        for (int i = 0; i < arrivals; i++) {
            int late = random.nextInt(1_100);
            service.add(trace("t" + step + "-" + i, now.minusSeconds(late), "n", now, "1"));
        }
    }

    private void change(SimulatedService service, SplittableRandom random) {
        var traces = service.traces().stream()
                .filter(trace -> trace.timestamp().isAfter(now.minus(CONFIG.lookback())))
                .toList();
        if (traces.isEmpty()) {
            return;
        }
        var changed = traces.get(random.nextInt(traces.size()));
        String cost = Integer.toString(random.nextInt(100));
        if (random.nextBoolean()) {
            service.update(changed.id(), cost(cost));
        } else {
            service.update(changed.id(), t -> trace(t.id(), t.timestamp(), "renamed", now, cost));
        }
    }

    private ProjectPoll runOrRestart(
            ProjectPoll poll, SimulatedService service, SplittableRandom random, int crashesIn100) {
        try {
            poll.run();
            return poll;
        } catch (Crash crash) {
            return start(service, random, crashesIn100);
        }
    }

    @Test
    void numbersThatAlternateWithTheWindowEndInTheStateThatTheTraceItselfShows() {
        var service = new SimulatedService(new SplittableRandom(1));
        service.add(trace("a", T0.minusSeconds(60), "n", T0, "7"));
        var flips = new int[1];
        service.distortTraces(trace -> cost(flips[0]++ % 2 == 0 ? "5" : "7").apply(trace));
        ProjectPoll poll = start(service, new SplittableRandom(1), 0);

        for (int i = 0; i < 200; i++) {
            now = now.plusSeconds(30);
            poll.run();
        }

        var revisions = log.read(Topics.TRACES);
        assertThat(revisions).hasSizeLessThanOrEqualTo(5);
        assertThat(revisions.getLast().getTotalCost()).isEqualByComparingTo("7");
    }

    @Test
    void aTraceShownOnTwoDaysIsOneChainThatEndsWithTheNewestUpdate() {
        var service = new SimulatedService(new SplittableRandom(1));
        service.add(trace("a", Instant.parse("2026-11-20T21:59:00Z"), "newest", T0.plusSeconds(9), "1"));
        service.add(trace("a", Instant.parse("2026-11-21T00:01:00Z"), "older", T0.plusSeconds(5), "1"));
        ProjectPoll poll = start(service, new SplittableRandom(1), 0);

        for (int i = 0; i < 40; i++) {
            now = now.plus(Duration.ofMinutes(10));
            poll.run();
        }

        assertRevisionsAreContiguous();
        assertThat(log.read(Topics.TRACES).getLast().getName()).isEqualTo("newest");
    }

    @Test
    void updatesAreFollowedAlthoughTheServicesClockOnceRanAhead() {
        var service = new SimulatedService(new SplittableRandom(1));
        Instant wrong = T0.plus(Duration.ofHours(7));
        service.add(trace("a", T0.minusSeconds(60), "before", wrong, "1"));
        ProjectPoll poll = start(service, new SplittableRandom(1), 0);
        now = now.plusSeconds(30);
        poll.run();

        now = now.plus(Duration.ofHours(1));
        service.update("a", t -> trace(t.id(), t.timestamp(), "after", now, "1"));
        now = now.plus(Duration.ofHours(1));
        poll.run();

        assertThat(log.read(Topics.TRACES)).extracting(Trace::getName).containsExactly("before", "after");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 100})
    void aMalformedRecordIsOneDeadLetterHoweverOftenItIsRead(int rowsOfAPage) {
        var service = new SimulatedService(new SplittableRandom(1)).capPagesAt(rowsOfAPage, false);
        service.add(new Row.Malformed<>("{\"id\":7}", "id: not a string", T0.minusSeconds(30)));
        service.add(trace("good", T0.minusSeconds(30), "n", T0, "1"));
        ProjectPoll poll = start(service, new SplittableRandom(1), 0);

        for (int i = 0; i < 40; i++) {
            now = now.plus(Duration.ofMinutes(10));
            poll.run();
        }

        assertThat(log.read(Topics.DEAD_LETTERS)).singleElement().satisfies(letter -> {
            assertThat(letter.getPayload()).isEqualTo("{\"id\":7}");
            assertThat(letter.getDetail()).isEqualTo("id: not a string");
        });
        assertThat(log.read(Topics.TRACES)).hasSize(1);
    }

    @Test
    void aTraceTooLargeForKafkaIsCarriedOnceWithTheBeginningOfItsTexts() {
        var service = new SimulatedService(new SplittableRandom(1));
        service.add(withInput(trace("a", T0.minusSeconds(60), "n", T0, "1"), "\"" + "x".repeat(17_000_000) + "\""));
        ProjectPoll poll = start(service, new SplittableRandom(1), 0);
        for (int i = 0; i < 5; i++) {
            now = now.plusSeconds(30);
            poll.run();
        }
        service.update("a", trace -> withInput(trace, "\"small\""));
        now = now.plus(Duration.ofMinutes(10));
        poll.run();

        assertThat(log.read(Topics.DEAD_LETTERS)).isEmpty();
        assertThat(log.read(Topics.TRACES)).hasSize(2).first().satisfies(trace -> {
            assertThat(trace.getInput()).isEqualTo("\"\\\"" + "x".repeat((64 << 10) - 1) + "\"");
            assertThat(trace.getExtras())
                    .startsWith("{\"tracelake\":{\"cut\":{\"input\":{\"bytes\":17000002,\"sha256\":\"");
        });
        assertThat(log.read(Topics.TRACES).getLast().getInput()).isEqualTo("\"small\"");
        assertThat(log.read(Topics.TRACES).getLast().getExtras()).isNull();
    }

    @Test
    void aTraceTooLargeWithoutItsTextsIsADeadLetterAndItsSmallerStateIsRevisionOne() {
        var service = new SimulatedService(new SplittableRandom(1));
        service.add(trace("a", T0.minusSeconds(60), "x".repeat(17_000_000), T0, "1"));
        ProjectPoll poll = start(service, new SplittableRandom(1), 0);
        for (int i = 0; i < 5; i++) {
            now = now.plusSeconds(30);
            poll.run();
        }
        service.update("a", trace -> trace("a", trace.timestamp(), "small", now, "1"));
        now = now.plus(Duration.ofMinutes(10));
        poll.run();

        assertThat(log.read(Topics.DEAD_LETTERS)).singleElement().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo(DeadLetterReason.TOO_LARGE);
            assertThat(letter.getDetail()).startsWith("trace a has 17000").contains("without input");
        });
        assertThat(log.read(Topics.TRACES))
                .singleElement()
                .satisfies(trace -> assertThat(trace.getRevision()).isEqualTo(1));
    }

    private static TraceRow withInput(TraceRow t, String input) {
        return new TraceRow(
                t.id(),
                t.timestamp(),
                t.name(),
                t.userId(),
                t.sessionId(),
                t.release(),
                t.version(),
                t.environment(),
                t.tags(),
                t.isPublic(),
                t.bookmarked(),
                input,
                t.output(),
                t.metadata(),
                t.latencyMillis(),
                t.totalCost(),
                t.observationIds(),
                t.scoreIds(),
                t.htmlPath(),
                t.externalId(),
                t.projectId(),
                t.createdAt(),
                t.updatedAt(),
                t.extras());
    }

    @Test
    void aTraceThatCannotBeReadByItsIdIsFollowedAsItIsListed() {
        var service = new SimulatedService(new SplittableRandom(1));
        service.add(trace("a", T0.minusSeconds(60), "n", T0, "0"));
        var poll = poll(service, id -> {
            throw new ServiceException("504", 504, null, null);
        });
        for (int i = 1; i <= 20; i++) {
            service.update("a", cost(Integer.toString(i)));
            now = now.plusSeconds(30);
            poll.run();
        }

        assertThat(log.read(Topics.TRACES).getLast().getTotalCost()).isEqualByComparingTo("20");
    }

    @Test
    void fingerprintsThatCanBeReadAgainOutliveTheMemory() {
        var service = new SimulatedService(new SplittableRandom(1));
        for (int i = 0; i < 50; i++) {
            service.add(trace("t" + i, T0.minusSeconds(i), "n", T0, "1"));
        }
        start(service, new SplittableRandom(1), 0).run();
        now = now.plus(CONFIG.memory()).plus(Duration.ofDays(30));
        var poll = start(service, new SplittableRandom(1), 0);
        for (int i = 0; i < 10; i++) {
            now = now.plus(Duration.ofHours(1));
            poll.run();
        }

        assertThat(log.read(Topics.TRACES)).hasSize(50);
    }

    @Test
    void aPollEndsHoweverShortlyAWindowSettles() {
        var service = new SimulatedService(new SplittableRandom(1));
        var hasty = new IngestConfig(
                Duration.ofSeconds(1),
                Duration.ZERO,
                Duration.ofHours(3),
                Duration.ofDays(90),
                Duration.ofHours(2),
                Payload.FULL,
                false);
        var outbox = new Outbox("p", CommittedLog.KAFKA, log.writer(step -> {}), new ProjectState(), now);
        var source = new TraceSource(
                query -> {
                    now = now.plusMillis(600);
                    return service.list(query);
                },
                service::byId);

        new ProjectPoll(priority -> source, outbox, hasty, () -> now, () -> false).run();

        assertThat(service.requests()).isLessThan(10);
    }

    /** A commit begun while the process is stopping would be cut short. */
    @Test
    void anInterruptDropsWhatWasGatheredWhereAFailureCommitsIt() {
        var service = new SimulatedService(new SplittableRandom(1)).capPagesAt(10, false);
        for (int i = 0; i < 50; i++) {
            service.add(trace("t" + i, T0.minusSeconds(i + 1), "n", T0, "1"));
        }
        var stopped = Interruption.exception();
        assertThatThrownBy(pollEndedBy(stopped, service)::run).isSameAs(stopped);
        assertThat(log.keys(Topics.INGEST_STATE)).isEmpty();

        var failed = new ServiceException("500", 500, null, null);
        assertThatThrownBy(pollEndedBy(failed, service)::run).isSameAs(failed);
        assertThat(log.read(Topics.TRACES)).hasSizeGreaterThan(10);

        start(service, new SplittableRandom(1), 0).run();
        assertThat(log.read(Topics.TRACES)).hasSize(50);
        assertRevisionsAreContiguous();
    }

    /** A poll whose third page doesn't come. */
    private ProjectPoll pollEndedBy(ServiceException end, SimulatedService service) {
        int last = service.requests() + 2;
        var outbox =
                new Outbox("p", CommittedLog.KAFKA, log.writer(step -> {}), new ProjectState(), T0.minusSeconds(600));
        var source = new TraceSource(
                query -> {
                    if (service.requests() == last) {
                        throw end;
                    }
                    return service.list(query);
                },
                service::byId);
        return new ProjectPoll(priority -> source, outbox, CONFIG, () -> now, () -> false);
    }

    @Test
    void theWatermarkNeverPassesWhatHasSettled() {
        var service = new SimulatedService(new SplittableRandom(1));
        ProjectPoll poll = start(service, new SplittableRandom(1), 0);
        for (int i = 0; i < 100; i++) {
            now = now.plusSeconds(77);
            poll.run();
            Instant settled = now.minus(CONFIG.settle());
            assertThat(watermarks()).allSatisfy(mark -> assertThat(mark).isBeforeOrEqualTo(settled));
        }
        assertThat(watermarks().getLast()).isAfter(now.minus(CONFIG.settle().plus(Duration.ofMinutes(6))));
    }

    private List<Instant> watermarks() {
        var marks = new ArrayList<Instant>();
        for (var state : log.read(Topics.INGEST_STATE)) {
            if (state.getCursor() != null) {
                marks.add(state.getCursor().getWatermark());
            }
        }
        return marks;
    }

    private ProjectPoll poll(SimulatedService service, Function<String, Row<TraceRow>> byId) {
        var outbox =
                new Outbox("p", CommittedLog.KAFKA, log.writer(step -> {}), new ProjectState(), T0.minusSeconds(600));
        return new ProjectPoll(
                priority -> new TraceSource(service::list, byId), outbox, CONFIG, () -> now, () -> false);
    }

    private ProjectPoll start(SimulatedService service, SplittableRandom random, int crashesIn100) {
        var restored = new StateRestore(CONFIG, now)
                .read(log.consumer(Topics.INGEST_STATE), new TopicPartition("ingest-state", 0), 1, 0);
        var state = restored.byProject().getOrDefault("p", new ProjectState());
        var writer = log.writer(step -> {
            if (random.nextInt(100) < crashesIn100) {
                throw new Crash();
            }
        });
        var outbox = new Outbox("p", CommittedLog.KAFKA, writer, state, now.minus(CONFIG.start()));
        return new ProjectPoll(
                priority -> new TraceSource(service::list, service::byId), outbox, CONFIG, () -> now, () -> false);
    }

    private void assertRevisionsAreContiguous() {
        Map<String, List<Trace>> chains = log.read(Topics.TRACES).stream().collect(groupingBy(Trace::getTraceId));
        chains.forEach((id, chain) -> assertThat(chain)
                .as(id)
                .extracting(Trace::getRevision)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, chain.size()).boxed().toList()));
    }

    private Map<String, String> newestCosts() {
        return log.read(Topics.TRACES).stream()
                .collect(toMap(Trace::getTraceId, t -> t.getName() + t.getTotalCost(), (older, newer) -> newer));
    }

    private static Map<String, String> costs(SimulatedService service) {
        return service.traces().stream().collect(toMap(TraceRow::id, t -> t.name() + t.totalCost()));
    }
}
