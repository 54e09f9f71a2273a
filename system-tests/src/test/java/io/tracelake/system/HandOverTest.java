package io.tracelake.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.sandbox.SandboxProject;
import io.tracelake.sandbox.traffic.Behaviour;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.Trace;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long projects stand still when one of two ingesters ends. With the time-outs of production:
 * {@code -Dhandover.session=15000 -Dhandover.times=3}.
 */
@ExtendWith(KafkaExtension.class)
class HandOverTest {
    private static final int SESSION_MILLIS = Integer.getInteger("handover.session", 6_000);
    private static final int TIMES = Integer.getInteger("handover.times", 1);
    private static final int PROJECTS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path directory;

    @Test
    void projectsFlowAgainSoonAfterTheirIngesterIsStoppedOrKilledAndNothingIsDoubled(KafkaCluster share)
            throws InterruptedException {
        KafkaCluster kafka = share.withPartitions(4).createTopics();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var config = SandboxConfig.defaults(InstantSource.system())
                .withHistory(now.minus(Duration.ofHours(1)), now, Collections.nCopies(PROJECTS, 20L))
                .withTracesPerSecond(40)
                .withBehaviour(Behaviour.calm());
        try (var sandbox = Sandbox.start(config)) {
            var ingesters = new IngesterProcesses(
                    directory,
                    kafka,
                    sandbox,
                    Map.of(
                            "KAFKA_SESSION_TIMEOUT_MS", Integer.toString(SESSION_MILLIS),
                            "TRACELAKE_INGEST_START", "1d",
                            "TRACELAKE_INGEST_SETTLE", "5s"));
            try (var stays = ingesters.start()) {
                for (int time = 0; time < TIMES; time++) {
                    handOver(
                            kafka,
                            sandbox,
                            ingesters,
                            "clean stop",
                            stopping -> assertThat(stopping.stop())
                                    .as(stopping.log())
                                    .isZero());
                    handOver(kafka, sandbox, ingesters, "kill -9", UpProcess::kill);
                }
                assertThat(stays.stop()).as(stays.log()).isZero();
            }
        }
        List<Trace> carried = kafka.reader(Topics.TRACES).values();
        assertThat(carried)
                .extracting(trace -> trace.getProjectId() + "/" + trace.getTraceId() + "/" + trace.getRevision())
                .doesNotHaveDuplicates();
    }

    private static void handOver(
            KafkaCluster kafka, Sandbox sandbox, IngesterProcesses ingesters, String how, Consumer<UpProcess> end) {
        try (var leaves = ingesters.start()) {
            await().atMost(PATIENCE).until(() -> ingesters.shares().equals(List.of(2, 2)));
            awaitFlow(kafka, sandbox, Instant.now());
            Instant ended = Instant.now();
            end.accept(leaves);
            var still = awaitFlow(kafka, sandbox, ended);
            System.out.println("hand-over after a " + how + ": projects flow again after "
                    + still.values().stream()
                            .sorted()
                            .map(HandOverTest::seconds)
                            .collect(Collectors.joining(", ")));
        }
    }

    private static String seconds(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / 1000.0);
    }

    /** By project, how long after an instant the first trace that happened after it was carried. */
    private static Map<String, Duration> awaitFlow(KafkaCluster kafka, Sandbox sandbox, Instant since) {
        var first = new HashMap<String, Duration>();
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            for (Trace trace : kafka.reader(Topics.TRACES).values()) {
                if (trace.getTimestamp().isAfter(since)) {
                    Duration after = Duration.between(since, trace.getObservedAt());
                    first.merge(trace.getProjectId(), after, (a, b) -> a.compareTo(b) < 0 ? a : b);
                }
            }
            return first.keySet()
                    .containsAll(
                            sandbox.projects().stream().map(SandboxProject::id).toList());
        });
        return first;
    }
}
