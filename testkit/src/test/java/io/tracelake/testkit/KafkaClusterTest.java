package io.tracelake.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.schemas.Topics;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class KafkaClusterTest {
    @Test
    void givesEachTestItsOwnTopicsOnOneBroker(KafkaCluster one, KafkaCluster same) throws Exception {
        assertThat(same).isEqualTo(one);
        var other = one.another();
        assertThat(one.bootstrapServers()).isEqualTo(other.bootstrapServers());
        one.createTopics();
        other.createTopics();

        one.write(Topics.PROJECTS, "project-0", List.of(Records.project(0)));

        assertThat(one.reader(Topics.PROJECTS).values()).containsExactly(Records.project(0));
        assertThat(other.reader(Topics.PROJECTS).values()).isEmpty();
    }

    @Test
    void readsEveryCommitThatHasReturned(KafkaCluster cluster) throws Exception {
        cluster.createTopics();
        try (var producer = cluster.producer("writer")) {
            producer.initTransactions();
            for (int i = 0; i < 30; i++) {
                var trace = Records.trace(7, i);
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(
                                cluster.config().topic(Topics.TRACES), Records.key(trace), Topics.TRACES.encode(trace)))
                        .get();
                producer.commitTransaction();

                assertThat(cluster.reader(Topics.TRACES).values()).hasSize(i + 1);
            }
        }
        assertThat(cluster.reader(Topics.TRACES).values())
                .containsExactlyInAnyOrderElementsOf(LongStream.range(0, 30)
                        .mapToObj(i -> Records.trace(7, i))
                        .toList());
    }

    @Test
    void hidesWhatIsAbortedOrStillOpenAndKeepsTombstones(KafkaCluster cluster) throws Exception {
        cluster.createTopics();
        var topic = cluster.config().topic(Topics.PROJECTS);
        var bytes = Topics.PROJECTS.encode(Records.project(0));
        try (var producer = cluster.producer("writer")) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, "aborted", bytes)).get();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, "kept", bytes)).get();
            producer.send(new ProducerRecord<>(topic, "gone", null)).get();
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, "open", bytes)).get();

            var newest = cluster.reader(Topics.PROJECTS).newest();

            assertThat(newest).containsOnlyKeys("kept", "gone");
            assertThat(newest.get("gone")).matches(ReadRecord::tombstone);
            producer.abortTransaction();
        }
    }
}
