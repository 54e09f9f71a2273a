package io.tracelake.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.ingester.state.ProjectPartition;
import io.tracelake.ingester.state.RequestId;
import io.tracelake.ingester.state.StateKey;
import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.DeadLetterReason;
import io.tracelake.schemas.FinishedStretch;
import io.tracelake.schemas.IngestRequest;
import io.tracelake.schemas.IngestState;
import io.tracelake.schemas.RequestProgress;
import io.tracelake.schemas.RequestState;
import io.tracelake.schemas.RequestWish;
import io.tracelake.schemas.Topics;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code plan}, {@code backfill} and {@code dead-letters} against a real Kafka and the sandbox, without an ingester. */
@ExtendWith(KafkaExtension.class)
class RequestCommandsTest {
    @TempDir
    Path directory;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    private final Instant begin = now.minus(Duration.ofDays(10));
    private final Instant end = now.minus(Duration.ofDays(1));
    private KafkaCluster kafka;

    @BeforeEach
    void createTopics(KafkaCluster share) throws InterruptedException {
        kafka = share.createTopics();
    }

    @Test
    void aBackfillIsARequestForEachProjectThatCanBePausedResumedAndCancelled() throws IOException {
        try (var sandbox = sandbox()) {
            var asked =
                    ran(sandbox, "backfill", "--from", begin.toString(), "--to", end.toString(), "--detach", "--json");
            assertThat(asked.status()).as(asked.err()).isZero();
            String id = asked.json().at("/backfills/0/backfill").asString();

            assertThat(asked.json().at("/backfills")).hasSize(2);
            assertThat(requests()).hasSize(2).allSatisfy(request -> {
                assertThat(request.getRequestId()).isEqualTo(id);
                assertThat(request.getFrom()).isEqualTo(begin);
                assertThat(request.getTo()).isEqualTo(end);
                assertThat(request.getWanted()).isEqualTo(RequestWish.RUN);
            });
            for (var wish : List.of("pause", "resume", "cancel")) {
                assertThat(ran(sandbox, "backfill", wish, id).status()).isZero();
                assertThat(requests())
                        .extracting(request -> request.getWanted())
                        .containsOnly(
                                switch (wish) {
                                    case "pause" -> RequestWish.PAUSED;
                                    case "resume" -> RequestWish.RUN;
                                    default -> RequestWish.CANCELLED;
                                });
            }
            assertThat(ran(sandbox, "backfill", "list").out()).contains(id, "cancelling");
            var unknown = ran(sandbox, "backfill", "show", "nope");
            assertThat(unknown.status()).isEqualTo(2);
            assertThat(unknown.err()).contains("there is no backfill 'nope'");
        }
    }

    @Test
    void showsWhatTheIngesterNotedAndRefusesToChangeWhatHasEnded() throws Exception {
        try (var sandbox = sandbox()) {
            String project = sandbox.projects().getFirst().id();
            var asked =
                    ran(sandbox, "backfill", "--from", begin.toString(), "--project", project, "--detach", "--json");
            String id = asked.json().at("/backfills/0/backfill").asString();
            note(requests().getFirst(), RequestState.RUNNING);
            var shown = ran(sandbox, "backfill", "show", id, "--json").json().at("/backfills/0");
            assertThat(shown.at("/status").asString()).isEqualTo("running");
            assertThat(shown.at("/percent").asLong()).isEqualTo(25);
            assertThat(shown.at("/rows").asLong()).isEqualTo(500);

            note(requests().getFirst(), RequestState.FAILED);
            assertThat(ran(sandbox, "backfill", "list").out()).contains("failed", "a reason");
            var late = ran(sandbox, "backfill", "pause", id);
            assertThat(late.status()).isEqualTo(2);
            assertThat(late.err()).contains("has ended already: failed");
        }
    }

    private void note(IngestRequest request, RequestState state) throws Exception {
        var progress = RequestProgress.newBuilder()
                .setCreatedAt(request.getCreatedAt())
                .setState(state)
                .setReason(state == RequestState.FAILED ? "a reason" : null)
                .setFinished(List.of(new FinishedStretch(begin, end)))
                .setExpectedRows(2000L)
                .setRows(500)
                .build();
        String key =
                StateKey.request(request.getProjectId(), RequestId.of(request)).toString();
        // Where the owner writes it: by the project alone.
        int partition =
                ProjectPartition.of(request.getProjectId(), kafka.config().partitions());
        try (var producer = kafka.producer(null)) {
            producer.send(new ProducerRecord<>(
                            kafka.config().topic(Topics.INGEST_STATE),
                            partition,
                            key,
                            Topics.INGEST_STATE.encode(new IngestState(null, null, null, progress))))
                    .get();
        }
    }

    @Test
    void refusesARangeBeforeTheMemoryInOneLineThatNamesTheSetting() throws IOException {
        try (var sandbox = sandbox()) {
            for (var command : List.of("backfill", "plan")) {
                var refused = ran(
                        sandbox,
                        command,
                        "--from",
                        now.minus(Duration.ofDays(91)).toString());
                assertThat(refused.status()).isEqualTo(2);
                assertThat(refused.err())
                        .contains("--from:", "ingest.memory (90d)")
                        .hasLineCount(1);
            }
            assertThat(requests()).isEmpty();
            assertThat(ran(sandbox, "backfill").err()).contains("--from: missing");
        }
    }

    @Test
    void aPlanTellsRowsExactlyAndWhatTheyTake() throws IOException {
        try (var sandbox = sandbox()) {
            var plan = ran(
                    sandbox, "plan", "--from", begin.toString(), "--to", now.toString(), "--quota", "100/1m", "--json");
            assertThat(plan.status()).as(plan.err()).isZero();
            assertThat(plan.json().at("/rows").asLong()).isEqualTo(1400);
            assertThat(plan.json().at("/requests").asLong()).isBetween(30L, 400L);
            assertThat(plan.json().at("/bytes").asLong()).isGreaterThan(1400 * 500L);
            assertThat(plan.json().at("/seconds").asLong())
                    .isEqualTo(plan.json().at("/requests").asLong() * 60 / 100);
            assertThat(plan.json().at("/shareOfDailyQuota").asDouble()).isPositive();
            assertThat(plan.json().at("/probes").asLong()).isLessThanOrEqualTo(2 * 5);

            assertThat(ran(sandbox, "plan", "--from", begin.toString()).out()).contains("all", "asked for this:");
        }
    }

    @Test
    void deadLettersAreListedFilteredShownAndDropped() throws Exception {
        letter("a", "traces", DeadLetterReason.MALFORMED, "id: missing");
        letter("a", "usage", DeadLetterReason.TOO_OLD, "trace t");
        letter("b", "traces", DeadLetterReason.MALFORMED, "cost: no number");
        try (var sandbox = sandbox()) {
            assertThat(ran(sandbox, "dead-letters", "list").out())
                    .contains("id: missing", "too-old", "cost: no number");
            var filtered = ran(sandbox, "dead-letters", "list", "--project", "a", "--reason", "malformed", "--json")
                    .json();
            assertThat(filtered.at("/letters")).hasSize(1);
            assertThat(filtered.at("/letters/0/letter").asString()).isEqualTo("0-0");
            assertThat(ran(sandbox, "dead-letters", "show", "0-2").out()).contains("{\"the\":\"payload\"}", "http://s");

            var dropped = ran(sandbox, "dead-letters", "drop", "0-0");
            assertThat(dropped.status()).as(dropped.err()).isZero();
            assertThat(ran(sandbox, "dead-letters", "drop", "--reason", "too-old")
                            .err())
                    .contains("--yes");
            var all = ran(sandbox, "dead-letters", "drop", "--reason", "too-old", "--yes");
            assertThat(all.status()).as(all.err()).isZero();
            assertThat(ran(sandbox, "dead-letters", "list", "--json").json().at("/letters"))
                    .hasSize(1);
            assertThat(ran(sandbox, "dead-letters", "list", "--json", "--all")
                            .json()
                            .at("/letters"))
                    .hasSize(3);
            assertThat(ran(sandbox, "dead-letters", "show", "0-9").err()).contains("there is no dead letter 0-9");
        }
    }

    @Test
    void aReplayThatCannotSucceedSaysWhyAndBothersNoIngester() throws Exception {
        letter("a", "usage", DeadLetterReason.TOO_OLD, "trace t");
        letter("a", "traces", DeadLetterReason.MALFORMED, "id: missing");
        try (var sandbox = sandbox()) {
            var hopeless = ran(sandbox, "dead-letters", "replay", "0-0");
            assertThat(hopeless.status()).isEqualTo(1);
            assertThat(hopeless.out()).contains("failed", "carried and in the lake");
            assertThat(requests()).isEmpty();

            var waiting = ran(sandbox, "dead-letters", "replay", "0-1", "--wait", "0");
            assertThat(waiting.out()).contains("waiting", "1 wait for the ingester");
            assertThat(requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.getRequestId()).isEqualTo("0-1"));
        }
    }

    private void letter(String project, String stream, DeadLetterReason reason, String detail) throws Exception {
        kafka.write(
                Topics.DEAD_LETTERS,
                project,
                List.of(new DeadLetter(project, stream, reason, detail, "{\"the\":\"payload\"}", "http://s", now)));
    }

    private List<IngestRequest> requests() {
        return kafka.reader(Topics.INGEST_REQUESTS).newest().values().stream()
                .map(record -> record.value())
                .toList();
    }

    private Sandbox sandbox() {
        return Sandbox.start(SandboxConfig.fixed(begin, end, InstantSource.system(), 900, 500));
    }

    private Ran ran(Sandbox sandbox, String... arguments) throws IOException {
        var projects = new StringBuilder();
        for (var project : sandbox.projects()) {
            projects.append("  - {id: %s, public-key: %s, secret-key: %s}%n"
                    .formatted(project.id(), project.publicKey(), project.secretKey()));
        }
        Path config = Files.writeString(directory.resolve("tracelake.yml"), """
                analytics: {base-url: "%s"}
                kafka: {bootstrap.servers: "%s"}
                topics: {prefix: "%s"}
                projects:
                %s""".formatted(
                sandbox.analyticsUri(), kafka.bootstrapServers(), kafka.config().topicPrefix(), projects));
        return Ran.with(config, arguments);
    }
}
