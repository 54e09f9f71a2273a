package io.tracelake.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledBrokerTest {
    @TempDir
    Path directory;

    @Test
    void findsEveryCommittedRecordAndNoOtherAfterAKill() throws Exception {
        var committed = new ArrayList<String>();
        for (int round = 0; round < 2; round++) {
            var process = BrokerProcess.start(directory);
            try (var out = process.inputReader()) {
                var records = new Records(Objects.requireNonNull(out.readLine(), "the broker's address"));
                if (round == 0) {
                    records.createTopic();
                }
                var values = values("round-" + round, 2_000);
                records.commit("writer", values);
                committed.addAll(values);
                try (var open = records.producer("open-" + round)) {
                    open.initTransactions();
                    open.beginTransaction();
                    open.send(new ProducerRecord<>(Records.TOPIC, "never committed"))
                            .get();
                    process.destroyForcibly().waitFor();
                    open.close(Duration.ZERO);
                }
            } finally {
                process.destroyForcibly();
            }
        }

        try (var broker = EmbeddedBroker.start(BrokerConfig.local(directory))) {
            var records = new Records(broker.bootstrapServers());
            // A new owner of the transactional id ends what the killed one left open.
            for (int round = 0; round < 2; round++) {
                try (var owner = records.producer("open-" + round)) {
                    owner.initTransactions();
                }
            }
            assertThat(records.committed()).isEqualTo(committed);
        }
    }

    @Test
    void refusesADirectoryThatAnotherProcessHolds() throws Exception {
        var process = BrokerProcess.start(directory);
        try (var out = process.inputReader()) {
            assertThat(out.readLine()).startsWith("127.0.0.1:");
            assertThatThrownBy(() -> EmbeddedBroker.start(BrokerConfig.local(directory)))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("(pid " + process.pid() + ")");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static List<String> values(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + '-' + i).toList();
    }
}
