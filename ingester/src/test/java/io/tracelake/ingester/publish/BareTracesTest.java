package io.tracelake.ingester.publish;

import static io.tracelake.ingester.simulation.SimulatedService.cost;
import static io.tracelake.ingester.simulation.SimulatedService.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.client.http.ServiceException;
import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.ingester.config.Payload;
import io.tracelake.ingester.payload.CarriedTraces;
import io.tracelake.ingester.simulation.CommittedLog;
import io.tracelake.ingester.source.FetchedRows;
import io.tracelake.ingester.state.ProjectState;
import io.tracelake.ingester.state.StateRestore;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.Trace;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A trace that the service can't always give with its texts. Each reading is one of a process of its own. */
class BareTracesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T22:00:00Z");
    private static final TraceRow TRACE = trace("a", NOW.minusSeconds(60), "n", NOW.minusSeconds(30), "1");

    private final CommittedLog log = new CommittedLog();
    private Payload payload = Payload.FULL;

    @Test
    void aCostThatGrowsWhileUpdatedAtStandsStillIsFollowedWithoutTexts() {
        for (int i = 1; i <= 9; i++) {
            show(cost(Integer.toString(i)).apply(TRACE), true);
            show(cost(Integer.toString(i)).apply(TRACE), true);
        }

        assertThat(costs()).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void itsTextsAreCarriedOnceTheServiceGivesThemAndStay() {
        show(TRACE, true);
        show(TRACE, false);
        show(TRACE, true);
        show(cost("2").apply(TRACE), true);
        show(cost("3").apply(TRACE), false);

        assertThat(carried()).extracting(Trace::getInput).containsExactly(null, "\"in\"", "\"in\"");
        assertThat(costs()).containsExactly("1", "1", "3");
    }

    @Test
    void aLaterUpdateIsCarriedWithoutTextsToo() {
        show(TRACE, false);
        show(trace("a", TRACE.timestamp(), "renamed", NOW.minusSeconds(10), "2"), true);
        show(trace("a", TRACE.timestamp(), "renamed", NOW.minusSeconds(10), "3"), true);

        assertThat(carried()).extracting(Trace::getName).containsExactly("n", "renamed", "renamed");
        assertThat(costs()).containsExactly("1", "2", "3");
    }

    @Test
    void nothingIsMissedOfATraceWhoseTextsNobodyWants() {
        payload = Payload.NONE;
        show(TRACE, false);
        show(TRACE, true);
        show(cost("2").apply(TRACE), true);

        assertThat(costs()).containsExactly("1", "2");
    }

    private void show(TraceRow row, boolean bare) {
        var state = new StateRestore(IngestConfig.DEFAULTS, NOW)
                .read(log.consumer(Topics.INGEST_STATE), new TopicPartition("ingest-state", 0), 1, 0)
                .byProject()
                .getOrDefault("p", new ProjectState());
        var outbox = new Outbox("p", CommittedLog.KAFKA, log.writer(step -> {}), state, NOW.minusSeconds(600));
        var revisions = new TraceRevisions(
                outbox,
                new CarriedTraces("p", payload, IngestConfig.DEFAULTS.payloadRules()),
                (id, use) -> {
                    throw new ServiceException("too large", 413, null, null);
                },
                null,
                () -> NOW);
        revisions.add(new FetchedRows(
                List.of(new Row.Valid<>(row)),
                URI.create("http://service"),
                bare ? Set.of(row.id()) : Set.of(),
                () -> {}));
        outbox.flush();
    }

    private List<Trace> carried() {
        return log.read(Topics.TRACES);
    }

    private List<String> costs() {
        return carried().stream()
                .map(trace ->
                        String.valueOf(trace.getTotalCost().stripTrailingZeros().toPlainString()))
                .toList();
    }
}
