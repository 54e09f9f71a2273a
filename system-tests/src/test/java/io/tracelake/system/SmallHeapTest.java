package io.tracelake.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.sandbox.traffic.Behaviour;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import io.tracelake.testkit.LakeReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Large payloads and little memory. More of it: {@code -Dgiants.traces=1000}. */
@ExtendWith(KafkaExtension.class)
class SmallHeapTest {
    private static final int TRACES = Integer.getInteger("giants.traces", 60);
    private static final int PAYLOAD_BYTES = 5_000_000;

    @TempDir
    Path directory;

    @Test
    void anIngesterWithAHeapOf256MegabytesCarriesPagesFullOfPayloadsOf5MegabytesWhole(KafkaCluster share)
            throws InterruptedException {
        KafkaCluster kafka = share.createTopics();
        Instant now = Instant.now();
        var config = SandboxConfig.fixed(
                        now.minus(Duration.ofHours(26)), now.minus(Duration.ofHours(2)), InstantSource.system(), TRACES)
                .withBehaviour(Behaviour.calm().withPayloadBytes(PAYLOAD_BYTES));
        try (var sandbox = Sandbox.start(config);
                var sink = UpProcess.startRole(directory, environment(sandbox, kafka, "-Xmx1g"), "sink");
                var ingester = UpProcess.startRole(directory, environment(sandbox, kafka, "-Xmx256m"), "ingester")) {
            await().atMost(Duration.ofMinutes(1).plusMillis(1_000L * TRACES)).untilAsserted(() -> {
                assertThat(ingester.isAlive()).as(ingester.log()).isTrue();
                assertThat(sink.isAlive()).as(sink.log()).isTrue();
                assertThat(LakeReader.count(directory.resolve("lake"), "traces"))
                        .isEqualTo(TRACES);
            });
            System.out.println("the ingester's peak: " + ingester.peak());
            assertThat(ingester.stop()).as(ingester.log()).isZero();
            assertThat(sink.stop()).as(sink.log()).isZero();
        }
        var row = LakeReader.query(
                        directory.resolve("lake"),
                        "SELECT count(DISTINCT trace_id)::INTEGER AS traces,"
                                + " min(strlen(input) + strlen(output))::INTEGER AS least,"
                                + " max(strlen(input) + strlen(output))::INTEGER AS most FROM "
                                + LakeReader.scan("traces"))
                .getFirst();
        assertThat(row)
                .containsEntry("traces", TRACES)
                .containsEntry("least", PAYLOAD_BYTES)
                .containsEntry("most", PAYLOAD_BYTES);
    }

    private Map<String, String> environment(Sandbox sandbox, KafkaCluster kafka, String heap) {
        var environment = new HashMap<>(UpProcess.discovering(sandbox));
        environment.put("TRACELAKE_JAVA_OPTS", heap);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("TRACELAKE_TOPICS_PREFIX", kafka.config().topicPrefix());
        environment.put("TRACELAKE_TOPICS_PARTITIONS", "3");
        environment.put("TRACELAKE_LAKE_PATH", directory.resolve("lake").toString());
        environment.put("TRACELAKE_METRICS_LISTEN", "127.0.0.1:0");
        environment.put("TRACELAKE_INGEST_START", "2d");
        return environment;
    }
}
