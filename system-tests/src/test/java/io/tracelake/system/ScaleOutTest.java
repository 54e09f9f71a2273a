package io.tracelake.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.sandbox.fault.Fault;
import io.tracelake.sandbox.fault.FaultRule;
import io.tracelake.sandbox.traffic.Behaviour;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two ingesters against one, same service: {@code -Dscale.traces=500 -Dscale.projects=96 -Dscale.latency=1000} for so many
 * traces in each of so many projects and so many milliseconds that each answer takes longer.
 */
@ExtendWith(KafkaExtension.class)
@EnabledIfSystemProperty(named = "scale.traces", matches = "[0-9]+")
class ScaleOutTest {
    private static final long TRACES = Long.getLong("scale.traces", 500);
    private static final int PROJECTS = Integer.getInteger("scale.projects", 96);
    private static final int LATENCY_MILLIS = Integer.getInteger("scale.latency", 1_000);

    @TempDir
    Path directory;

    @Test
    void twoIngestersCatchUpSoonerThanOne(KafkaCluster share) throws Exception {
        double one = tracesPerSecond(share.another().withPartitions(12), 1);
        double two = tracesPerSecond(share.another().withPartitions(12), 2);
        System.out.printf(
                "%d projects, %d ms more for each answer: one ingester %.0f traces/s, two %.0f traces/s, %.2f times as many%n",
                PROJECTS, LATENCY_MILLIS, one, two, two / one);
        assertThat(two).isGreaterThan(one * 0.8);
    }

    private double tracesPerSecond(KafkaCluster kafka, int instances) throws Exception {
        kafka.createTopics();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var config = SandboxConfig.defaults(InstantSource.system())
                .withHistory(now.minus(Duration.ofHours(20)), now, Collections.nCopies(PROJECTS, TRACES))
                .withTracesPerSecond(0)
                .withBehaviour(Behaviour.calm());
        try (var sandbox = Sandbox.start(config)) {
            if (LATENCY_MILLIS > 0) {
                sandbox.faults().add(FaultRule.of(Fault.SLOW).duration(Duration.ofMillis(LATENCY_MILLIS)));
            }
            var processes = new IngesterProcesses(
                    directory.resolve("of-" + instances), kafka, sandbox, Map.of("TRACELAKE_INGEST_START", "1d"));
            var running = new ArrayList<UpProcess>();
            try {
                for (int i = 0; i < instances; i++) {
                    running.add(processes.start());
                }
                await().atMost(Duration.ofMinutes(2)).until(() -> carried(running) > 0);
                Instant begun = Instant.now();
                long first = carried(running);
                await().atMost(Duration.ofMinutes(10)).until(() -> carried(running) >= PROJECTS * TRACES);
                double seconds = Duration.between(begun, Instant.now()).toMillis() / 1000.0;
                System.out.printf(
                        "%d ingesters, shares %s: %.1f s, CPU %s%n",
                        instances,
                        processes.shares(),
                        seconds,
                        running.stream().map(UpProcess::cpu).toList());
                return (PROJECTS * TRACES - first) / seconds;
            } finally {
                running.forEach(UpProcess::close);
            }
        }
    }

    private static long carried(List<UpProcess> running) {
        return running.stream()
                .mapToLong(ingester -> (long)
                        IngesterProcesses.metric(ingester, "tracelake_ingester_revisions_total", "topic=\"traces\""))
                .sum();
    }
}
