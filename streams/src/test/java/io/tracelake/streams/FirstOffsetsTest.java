package io.tracelake.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.schemas.Topics;
import io.tracelake.schemas.Trace;
import io.tracelake.streams.topology.FirstOffsets;
import io.tracelake.streams.topology.GeneratedTraces;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class FirstOffsetsTest {
    private static final List<Trace> REVISIONS = new GeneratedTraces(11).shuffled(200, Duration.ofDays(6));

    @TempDir
    Path state;

    @Test
    void aNewGroupBeginsWithTheFirstRecordThatIsStillThere(KafkaCluster kafka) throws Exception {
        var line = new UsageLine(kafka.createTopics());
        kafka.write(Topics.TRACES, "p0/gone", List.of(REVISIONS.getFirst(), REVISIONS.getFirst()));
        deleteAll(kafka);

        commitMissing(kafka);

        assertThat(kafka.committedOffsets("streams").values().stream()
                        .mapToLong(OffsetAndMetadata::offset)
                        .sum())
                .isEqualTo(2);
        line.write(REVISIONS);
        try (var streams = new RunningStreams(kafka.config(), state)) {
            line.awaitExactTotals(streams::isAlive);
        }
    }

    @Test
    void offsetsThatAreThereStay(KafkaCluster kafka) throws Exception {
        kafka.createTopics();
        kafka.write(Topics.TRACES, "p0/t", List.of(REVISIONS.getFirst()));
        var held = new TopicPartition(kafka.config().topic(Topics.TRACES), 1);
        try (var admin = kafka.admin()) {
            admin.alterConsumerGroupOffsets(
                            kafka.config().topicPrefix() + "streams", Map.of(held, new OffsetAndMetadata(0, "mine")))
                    .all()
                    .get();
        }
        commitMissing(kafka);
        commitMissing(kafka);

        assertThat(kafka.committedOffsets("streams")).hasSize(3).containsEntry(held, new OffsetAndMetadata(0, "mine"));
    }

    @Test
    void aSecondStartPublishesNothingNew(KafkaCluster kafka) throws Exception {
        var line = new UsageLine(kafka);
        kafka.createTopics();
        line.write(REVISIONS);
        try (var streams = new RunningStreams(kafka.config(), state)) {
            line.awaitExactTotals(streams::isAlive);
        }
        long rows = line.publishedRows();

        try (var streams = new RunningStreams(kafka.config(), state)) {
            UsageLine.await("running", () -> streams.progress().state().equals("RUNNING"));
            line.write(List.of(
                    Trace.newBuilder(REVISIONS.getFirst()).setTraceId("new").build()));
            UsageLine.await("the new revision", () -> streams.progress().rows() > 0);
            assertThat(streams.progress().revisions()).isOne();
            streams.stop();
            assertThat(line.publishedRows()).isEqualTo(rows + streams.progress().rows());
        }
    }

    @Test
    void endsWithOneErrorIfTracesWereDeletedBeforeTheyWereCounted(KafkaCluster kafka) throws Exception {
        var line = new UsageLine(kafka.createTopics());
        line.write(REVISIONS);
        commitMissing(kafka);
        deleteAll(kafka);
        line.write(REVISIONS);

        var streams = new RunningStreams(kafka.config(), state);

        assertThat(streams.awaitDeath())
                .isInstanceOf(IllegalStateException.class)
                .message()
                .startsWith("streams: records of traces were deleted before they were counted: ")
                .contains(kafka.config().topic(Topics.TRACES))
                .doesNotContain("\n");
        assertThat(line.newest()).isEmpty();
    }

    private static void commitMissing(KafkaCluster kafka) throws InterruptedException {
        try (var admin = kafka.admin()) {
            new FirstOffsets(admin, kafka.config()).commitMissing();
        }
    }

    private static void deleteAll(KafkaCluster kafka) throws Exception {
        try (var admin = kafka.admin()) {
            var everything = new HashMap<TopicPartition, RecordsToDelete>();
            for (int partition = 0; partition < kafka.config().partitions(); partition++) {
                everything.put(
                        new TopicPartition(kafka.config().topic(Topics.TRACES), partition),
                        RecordsToDelete.beforeOffset(-1));
            }
            admin.deleteRecords(everything).all().get();
        }
    }
}
