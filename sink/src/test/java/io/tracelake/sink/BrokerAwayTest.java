package io.tracelake.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.broker.BrokerConfig;
import io.tracelake.broker.EmbeddedBroker;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.sink.config.LakeConfig;
import io.tracelake.testkit.KafkaCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerAwayTest {
    @TempDir
    Path lake;

    @TempDir
    Path kafkaData;

    @Test
    void goesOnWhenTheBrokerComesBack() throws Exception {
        EmbeddedBroker first = EmbeddedBroker.start(BrokerConfig.local(kafkaData));
        String address = first.bootstrapServers();
        var line = new Line(cluster(address), lake);
        line.write(1, 100);
        var config = new LakeConfig(lake, Duration.ofSeconds(2), 1 << 30);

        try (var sink = new RunningSink(line.impatient(), config, _ -> {})) {
            await(() -> sink.progress().bufferedRows() == 100);
            first.close();
            await(() -> sink.progress().lastError() != null);

            int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
            try (var _ = EmbeddedBroker.start(new BrokerConfig(kafkaData, BrokerConfig.LOOPBACK, port, 0, Map.of()))) {
                line.write(2, 100);
                line.awaitAllPublished();
                await(() -> sink.progress().lastError() == null);
                sink.stop();
                line.assertEachRowExactlyOnce();
            }
        }
    }

    @Test
    void endsInTimeWhileTheBrokerIsAway() throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.local(kafkaData));
        var line = new Line(cluster(broker.bootstrapServers()), lake);
        line.write(1, 100);
        var sink = new RunningSink(line.impatient(), new LakeConfig(lake, Duration.ofHours(1), 1 << 30), _ -> {});
        await(() -> sink.progress().bufferedRows() == 100);
        broker.close();

        long start = System.nanoTime();
        sink.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        await(sink::hasEnded);
    }

    private static KafkaCluster cluster(String address) {
        return new KafkaCluster(new KafkaConfig(
                Map.of(
                        KafkaConfig.BOOTSTRAP_SERVERS,
                        address,
                        "request.timeout.ms",
                        "2000",
                        "delivery.timeout.ms",
                        "5000",
                        "max.block.ms",
                        "3000",
                        "default.api.timeout.ms",
                        "5000"),
                "away.",
                3,
                (short) 1));
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
    }
}
