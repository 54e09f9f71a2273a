package io.tracelake.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.sandbox.traffic.Behaviour;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** The roles, each a process, against the image of Kafka that {@code docker-compose.yml} names. Needs a Docker engine. */
class ContainerKafkaTest {
    private static final String IMAGE = "apache/kafka:4.3.1";
    private static final List<String> ROLES = List.of("ingester", "streams", "sink");

    @TempDir
    Path directory;

    @Test
    void carriesEverythingThroughKafkasOwnImage() {
        requireEngine();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        var config = SandboxConfig.fixed(
                        now.minus(Duration.ofDays(2)), now.minus(Duration.ofHours(2)), InstantSource.system(), 2_000)
                .withBehaviour(Behaviour.realistic());
        try (var kafka = new KafkaContainer(IMAGE);
                var sandbox = Sandbox.start(config)) {
            kafka.start();
            var environment = new HashMap<>(UpProcess.discovering(sandbox));
            environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.getBootstrapServers());
            environment.put("TRACELAKE_TOPICS_REPLICATION_FACTOR", "1");
            var roles = new ArrayList<UpProcess>();
            try {
                ROLES.forEach(role -> roles.add(UpProcess.startRole(directory, environment, role)));
                await().atMost(Duration.ofMinutes(5))
                        .pollInterval(Duration.ofSeconds(5))
                        .until(() ->
                                UpProcess.run(directory, environment, "verify").status() == 0
                                        && UpProcess.run(directory, environment, "verify", "--usage")
                                                        .status()
                                                == 0);
                roles.forEach(role -> assertThat(role.stop()).as(role.log()).isZero());
            } finally {
                roles.forEach(UpProcess::close);
            }
        }
    }

    private static void requireEngine() {
        boolean available = DockerClientFactory.instance().isDockerAvailable();
        if (!available) {
            System.out.println("SKIPPED: ContainerKafkaTest needs a Docker engine to start " + IMAGE
                    + ", and none answers on this machine");
        }
        Assumptions.assumeTrue(available, "no Docker engine answers on this machine");
    }
}
