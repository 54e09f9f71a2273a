package io.tracelake.ingester.replay;

import static io.tracelake.ingester.simulation.SimulatedService.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.client.http.ServiceException;
import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.ingester.config.Payload;
import io.tracelake.ingester.config.PayloadRules;
import io.tracelake.ingester.payload.CarriedTraces;
import io.tracelake.ingester.publish.Outbox;
import io.tracelake.ingester.publish.TraceRevisions;
import io.tracelake.ingester.replay.Replays.ReplaySource;
import io.tracelake.ingester.simulation.CommittedLog;
import io.tracelake.ingester.simulation.SimulatedService;
import io.tracelake.ingester.source.FetchedRows;
import io.tracelake.ingester.source.TraceSource;
import io.tracelake.ingester.state.FingerprintLoad;
import io.tracelake.ingester.state.ProjectState;
import io.tracelake.ingester.state.RequestId;
import io.tracelake.ingester.state.StateRestore;
import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.DeadLetterReason;
import io.tracelake.schemas.IngestRequest;
import io.tracelake.schemas.RequestKind;
import io.tracelake.schemas.RequestProgress;
import io.tracelake.schemas.RequestState;
import io.tracelake.schemas.RequestWish;
import io.tracelake.schemas.Topics;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.SplittableRandom;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplaysTest {
    private static final Instant NOW = Instant.parse("2026-11-20T22:00:00Z");
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(50));
    private static final TopicPartition PARTITION = new TopicPartition("ingest-state", 0);

    private final CommittedLog log = new CommittedLog();
    private final SimulatedService service = new SimulatedService(new SplittableRandom(1));
    private final Map<String, DeadLetter> letters = new HashMap<>();
    private final Queue<Runnable> background = new ArrayDeque<>();
    private Inquiry inquiry = new Inquiry(Runnable::run);
    private Payload payload = Payload.FULL;
    private boolean ended;

    /** The owner has changed meanwhile, and remembers days so old only in the topic. */
    @Test
    void aTraceOfADayThatNobodyHasInMemoryIsCarriedOnce() {
        letter("0-1", "traces", DeadLetterReason.MALFORMED, "cost: wrong", json("a", LONG_AGO, "n"));

        assertThat(replay("0-1", 1).getState()).isEqualTo(RequestState.DONE);
        assertThat(replay("0-1", 2).getReason()).startsWith("nothing new");

        assertThat(log.read(Topics.TRACES)).hasSize(1);
    }

    @Test
    void whereAnotherStateIsKnownTheServiceIsAskedAndNotTheLetterBelieved() {
        letter("0-1", "traces", DeadLetterReason.MALFORMED, "cost: wrong", json("a", LONG_AGO, "first"));
        letter("0-2", "traces", DeadLetterReason.MALFORMED, "cost: wrong", json("a", LONG_AGO, "of the letter"));
        service.add(trace("a", LONG_AGO, "of the service", NOW, "1"));

        replay("0-1", 1);
        replay("0-2", 1);

        assertThat(log.read(Topics.TRACES))
                .extracting(trace -> trace.getName() + trace.getRevision())
                .containsExactly("first1", "of the service2");
    }

    @Test
    void whatIsTooLargeOrCutIsReadFromTheService() {
        letter(
                "0-1",
                "traces",
                DeadLetterReason.TOO_LARGE,
                "trace big has 17000000 bytes, Kafka is set to carry 7",
                "{");
        letter(
                "0-2",
                "traces",
                DeadLetterReason.MALFORMED,
                "x: y; the payload is cut, it has 9 characters",
                "{\"id\":\"cut\",");
        letter(
                "0-3",
                "traces",
                DeadLetterReason.TOO_LARGE,
                "trace gone has 17000000 bytes, Kafka is set to carry 7",
                "{");
        service.add(trace("big", LONG_AGO, "n", NOW, "1"));
        service.add(trace("cut", LONG_AGO, "n", NOW, "1"));

        assertThat(replay("0-1", 1).getState()).isEqualTo(RequestState.DONE);
        assertThat(replay("0-2", 1).getState()).isEqualTo(RequestState.DONE);
        assertThat(replay("0-3", 1).getReason()).isEqualTo("the service has no trace gone any more");
        assertThat(log.read(Topics.TRACES)).hasSize(2);
    }

    @Test
    void ofADayTheServiceIsAskedForTheFiguresOfNow() {
        service.add(trace("a", LONG_AGO, "n", NOW, "1"));
        String day = LONG_AGO.toString().substring(0, 10);
        letter(
                "0-1",
                "daily-metrics",
                DeadLetterReason.MALFORMED,
                "usage: wrong",
                "{\"date\":\"" + day + "\",\"countTraces\":9,\"countObservations\":9,\"totalCost\":9,\"usage\":[]}");

        assertThat(replay("0-1", 1).getReason()).contains(day, "carried");
        assertThat(replay("0-1", 2).getReason()).startsWith("nothing new");
        assertThat(log.read(Topics.DAILY_METRICS))
                .singleElement()
                .satisfies(row -> assertThat(row.getCountTraces()).isEqualTo(1));
    }

    @Test
    void whatCannotBeCarriedFailsWithTheReasonAndIsNoSecondLetter() {
        letter("0-1", "traces", DeadLetterReason.MALFORMED, "timestamp: wrong", "{\"id\":\"a\",\"timestamp\":7}");
        letter("0-2", "traces", DeadLetterReason.MALFORMED, "x", json("old", NOW.minus(Duration.ofDays(91)), "n"));
        letter("0-3", "usage", DeadLetterReason.TOO_MANY_TAGS, "x", "{}");

        assertThat(replay("0-1", 1).getReason()).contains("still can't be read: timestamp");
        assertThat(replay("0-2", 1).getReason()).contains("ingest.memory");
        assertThat(replay("0-3", 1).getReason()).contains("streams.max-tags");
        assertThat(replay("0-4", 1).getReason()).isEqualTo("the dead letter is gone");
        assertThat(log.read(Topics.TRACES)).isEmpty();
        assertThat(log.read(Topics.DEAD_LETTERS)).isEmpty();
    }

    /** The text of such a letter is what may leave the process, not what the service sent. */
    @Test
    void aLetterThatHoldsBackWhatIsNotCarriedIsReadFromTheService() {
        payload = Payload.HASH;
        var carried = new CarriedTraces("p", payload, PayloadRules.DEFAULTS);
        var outbox =
                new Outbox("p", CommittedLog.KAFKA, log.writer(step -> {}), restored(), NOW.minus(Duration.ofDays(1)));
        String sent = "{\"id\":\"a\",\"input\":\"secret\",\"timestamp\":\"" + LONG_AGO + "\",\"totalCost\":true}";
        var traces = new TraceSource(service::list, this::byId);
        var rows = List.<Row<TraceRow>>of(new Row.Malformed<>(sent, "totalCost: not a number", LONG_AGO));
        new TraceRevisions(outbox, carried, traces::trace, null, () -> NOW)
                .add(new FetchedRows(rows, URI.create("http://s")));
        outbox.flush();
        letters.put("0-1", log.read(Topics.DEAD_LETTERS).getFirst());
        service.add(trace("a", LONG_AGO, "of the service", NOW, "1"));

        assertThat(replay("0-1", 1).getState()).isEqualTo(RequestState.DONE);

        assertThat(letters.get("0-1").getPayload()).doesNotContain("secret");
        assertThat(log.read(Topics.TRACES))
                .singleElement()
                .satisfies(row -> assertThat(row.getName()).isEqualTo("of the service"));
    }

    /** What comes too late is there when the letter is come back to, and isn't asked for twice. */
    @Test
    void aServiceThatLetsAReplayWaitHoldsNothingUp() {
        inquiry = new Inquiry(background::add);
        letter(
                "0-1",
                "traces",
                DeadLetterReason.TOO_LARGE,
                "trace big has 17000000 bytes, Kafka is set to carry 7",
                "{");
        service.add(trace("big", LONG_AGO, "n", NOW, "1"));

        assertThat(tryReplay("0-1", 1)).isNull();
        assertThat(tryReplay("0-1", 1)).isNull();
        assertThat(ended).isFalse();
        assertThat(background).hasSize(1);
        background.remove().run();

        assertThat(replay("0-1", 1).getState()).isEqualTo(RequestState.DONE);
        assertThat(ended).isTrue();
        assertThat(inquiry.mayHoldTrace()).isFalse();
    }

    private static String json(String id, Instant timestamp, String name) {
        return "{\"id\":\"%s\",\"timestamp\":\"%s\",\"name\":\"%s\"}".formatted(id, timestamp, name);
    }

    private void letter(String place, String stream, DeadLetterReason reason, String detail, String payload) {
        letters.put(place, new DeadLetter("p", stream, reason, detail, payload, "http://s/metrics/daily?page=1", NOW));
    }

    /** By an owner that has just taken the project over. */
    private RequestProgress replay(String place, int time) {
        return Objects.requireNonNull(tryReplay(place, time));
    }

    private @Nullable RequestProgress tryReplay(String place, int time) {
        var request =
                new IngestRequest(place, "p", RequestKind.REPLAY, RequestWish.RUN, NOW.plusSeconds(time), null, null);
        var outbox =
                new Outbox("p", CommittedLog.KAFKA, log.writer(step -> {}), restored(), NOW.minus(Duration.ofDays(1)));
        var traces = new TraceSource(service::list, this::byId);
        var carried = new CarriedTraces("p", payload, PayloadRules.DEFAULTS);
        var revisions = new TraceRevisions(outbox, carried, traces::trace, null, () -> NOW);
        var source = new ReplaySource(
                found -> letters.get(found.toString()),
                () -> this::byId,
                () -> service::days,
                ids -> FingerprintLoad.traces(log.consumer(Topics.INGEST_STATE), PARTITION, "p", ids));
        ended = new Replays(source, inquiry, outbox, revisions, IngestConfig.DEFAULTS.memory(), () -> NOW)
                .run(List.of(request), NOW);
        return restored().requests().get(RequestId.of(request));
    }

    private Row<TraceRow> byId(String id) {
        if (service.traces().stream().noneMatch(trace -> trace.id().equals(id))) {
            throw new ServiceException("no trace " + id, 404, null, null);
        }
        return service.byId(id);
    }

    private ProjectState restored() {
        return new StateRestore(IngestConfig.DEFAULTS, NOW, 0, Duration.ofSeconds(1))
                .read(log.consumer(Topics.INGEST_STATE), PARTITION, 1, 0)
                .byProject()
                .getOrDefault("p", new ProjectState());
    }
}
