package io.tracelake.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
    @TempDir
    Path directory;

    @Test
    void keepsRecordsAcrossARestartOnOtherPorts() throws Exception {
        String first;
        try (var broker = EmbeddedBroker.start(BrokerConfig.local(directory))) {
            first = broker.bootstrapServers();
            var records = new Records(first);
            records.createTopic();
            records.commit("writer", List.of("a", "b"));
            assertThat(records.committed()).containsExactly("a", "b");
        }

        try (var broker = EmbeddedBroker.start(BrokerConfig.local(directory))) {
            assertThat(broker.bootstrapServers()).isNotEqualTo(first);
            var records = new Records(broker.bootstrapServers());
            records.commit("writer", List.of("c"));
            assertThat(records.committed()).containsExactly("a", "b", "c");
        }
    }

    @Test
    void carriesARecordOfSixteenMebibytes() throws Exception {
        try (var broker = EmbeddedBroker.start(BrokerConfig.local(directory))) {
            var records = new Records(broker.bootstrapServers());
            records.createTopic();
            var large = "x".repeat(16 << 20);
            records.commit("writer", List.of(large));
            assertThat(records.committed()).containsExactly(large);
        }
    }

    @Test
    void closesWithinTenSeconds() {
        var broker = EmbeddedBroker.start(BrokerConfig.local(directory));
        var begin = Instant.now();
        broker.close();
        broker.close();
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void startsOverAFormatThatWasCutShort() throws Exception {
        EmbeddedBroker.start(BrokerConfig.local(directory)).close();
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".checkpoint"))
                    .toList()) {
                Files.delete(file);
            }
        }
        EmbeddedBroker.start(BrokerConfig.local(directory)).close();
    }

    @Test
    void refusesADirectoryThatAnotherBrokerHolds() {
        try (var broker = EmbeddedBroker.start(BrokerConfig.local(directory))) {
            assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
            assertThatThrownBy(() -> EmbeddedBroker.start(BrokerConfig.local(directory)))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessage("Kafka's data directory " + directory + " is in use by another process (pid "
                            + ProcessHandle.current().pid() + ")");
        }
    }

    @Test
    void namesAPortThatIsInUse() throws Exception {
        try (var occupied = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var config = new BrokerConfig(directory, "127.0.0.1", occupied.getLocalPort(), 0, Map.of());
            assertThatThrownBy(() -> EmbeddedBroker.start(config))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining("127.0.0.1:" + occupied.getLocalPort())
                    .hasMessageContaining("in use")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void namesADirectoryThatCannotBeWritten() throws Exception {
        var file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> EmbeddedBroker.start(BrokerConfig.local(file.resolve("kafka"))))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageStartingWith("Kafka's data directory " + file.resolve("kafka") + " can't be written: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void namesASettingThatKafkaRefuses() {
        var config = new BrokerConfig(directory, "127.0.0.1", 0, 0, Map.of("num.io.threads", "many"));
        assertThatThrownBy(() -> EmbeddedBroker.start(config))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining("num.io.threads")
                .hasMessageContaining("many");
    }
}
