package io.tracelake.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledCommitTest {
    private static final int KILLS = 3;

    @TempDir
    Path directory;

    @Test
    void everyTransactionThatAKillLeftHalfEndedIsEndedAtTheNextStart() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed=" + seed);
        var random = new SplittableRandom(seed);
        for (int kill = 0; kill < KILLS; kill++) {
            killAfter(random.nextInt(20, 200));
            try (var broker = EmbeddedBroker.start(BrokerConfig.local(directory));
                    var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                abortWhatNobodyCommits(broker);
                awaitNothingOpen(admin);
            }
        }
    }

    private static void abortWhatNobodyCommits(EmbeddedBroker broker) {
        for (String transactionalId : CommittingProcess.TRANSACTIONAL_IDS) {
            try (var owner = new Records(broker.bootstrapServers()).producer(transactionalId)) {
                owner.initTransactions();
            }
        }
    }

    private void killAfter(int commits) throws Exception {
        var process = BrokerProcess.start(
                CommittingProcess.class, directory.toString(), Integer.toString(CommittingProcess.PARTITIONS));
        try (var out = process.inputReader()) {
            for (int commit = 0; commit < commits; commit++) {
                Objects.requireNonNull(out.readLine(), "another commit");
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void awaitNothingOpen(Admin admin) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        Map<TopicPartition, Long> open;
        do {
            open = open(admin);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        } while (!open.isEmpty() && System.nanoTime() < deadline);
        assertThat(open).as("partitions that nobody can read past an offset").isEmpty();
    }

    /** Where a reader of what is committed stops before the end. */
    private static Map<TopicPartition, Long> open(Admin admin) throws InterruptedException, ExecutionException {
        var ends = ends(admin, IsolationLevel.READ_UNCOMMITTED);
        var open = new HashMap<>(ends(admin, IsolationLevel.READ_COMMITTED));
        open.entrySet().removeAll(ends.entrySet());
        return open;
    }

    private static Map<TopicPartition, Long> ends(Admin admin, IsolationLevel isolation)
            throws InterruptedException, ExecutionException {
        var latest = IntStream.range(0, CommittingProcess.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(Records.TOPIC, partition))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }
}
