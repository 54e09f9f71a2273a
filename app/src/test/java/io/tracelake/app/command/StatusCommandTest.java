package io.tracelake.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.ingester.state.Position;
import io.tracelake.ingester.state.StateKey;
import io.tracelake.schemas.Cursor;
import io.tracelake.schemas.Fingerprint;
import io.tracelake.schemas.IngestState;
import io.tracelake.schemas.LakeCommit;
import io.tracelake.schemas.LakeFile;
import io.tracelake.schemas.Project;
import io.tracelake.schemas.Topics;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import io.tracelake.testkit.Records;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code status} against a real Kafka with what ingester and sink would have left there. */
@ExtendWith(KafkaExtension.class)
class StatusCommandTest {
    private static final Instant WATERMARK = Instant.parse("2026-03-01T07:15:00Z");

    @TempDir
    Path directory;

    @Test
    void showsTheNewestOfEachProject(KafkaCluster kafka) throws Exception {
        kafka.createTopics();
        kafka.write(Topics.PROJECTS, "a", List.of(project("a", "Old", "active"), project("a", "New", "no-keys")));
        kafka.write(Topics.INGEST_STATE, key("a"), List.of(cursor(5), cursor(7)));
        kafka.write(Topics.INGEST_STATE, key("b"), List.of(cursor(1)));

        var status = json(kafka);

        assertThat(status.at("/projects")).hasSize(2);
        assertThat(status.at("/projects/0/name").asString()).isEqualTo("New");
        assertThat(status.at("/projects/0/status").asString()).isEqualTo("no-keys");
        assertThat(status.at("/projects/0/traces").asLong()).isEqualTo(7);
        assertThat(status.at("/projects/0/watermark").asString()).isEqualTo("2026-03-01T07:15:00Z");
        assertThat(status.at("/projects/0/behindSeconds").asLong())
                .isEqualTo(Instant.parse(status.at("/at").asString()).getEpochSecond() - WATERMARK.getEpochSecond());
        assertThat(status.at("/projects/1/status").asString()).isEqualTo("unknown");
    }

    /** Also a trace whose id ends like the key of a cursor, and values that nobody can decode. */
    @Test
    void decodesCursorsOnly(KafkaCluster kafka) throws Exception {
        kafka.createTopics();
        byte[] garbage = "no record".getBytes(StandardCharsets.UTF_8);
        kafka.writeBytes(Topics.INGEST_STATE, StateKey.trace("a", "cursor").toString(), List.of(garbage));
        kafka.writeBytes(Topics.INGEST_STATE, StateKey.trace("a", "x/cursor").toString(), List.of(garbage));
        kafka.write(
                Topics.INGEST_STATE,
                StateKey.trace("a", "t").toString(),
                List.of(new IngestState(null, new Fingerprint(1L, 1, WATERMARK, WATERMARK, 0, false), null, null)));
        kafka.write(Topics.INGEST_STATE, key("a"), List.of(cursor(3)));

        assertThat(json(kafka).at("/projects")).hasSize(1);
        assertThat(json(kafka).at("/projects/0/traces").asLong()).isEqualTo(3);
    }

    @Test
    void showsHowFarTheSinkIsBehind(KafkaCluster kafka) throws Exception {
        kafka.createTopics();
        kafka.write(
                Topics.DAILY_METRICS,
                "a/2026-03-01",
                LongStream.range(0, 10)
                        .mapToObj(i -> Records.dailyMetrics(1, i))
                        .toList());
        commit(kafka, Topics.DAILY_METRICS.name(kafka.config().topicPrefix()), 4);

        var partitions = json(kafka).at("/partitions");

        // traces and the two of usage have three partitions, the other tables' topics one
        assertThat(partitions).hasSize(3 * 3 + 6);
        assertThat(partitions).anySatisfy(partition -> {
            assertThat(partition.at("/topic").asString()).isEqualTo("daily-metrics");
            assertThat(partition.at("/committed").asLong()).isEqualTo(4);
            assertThat(partition.at("/end").asLong()).isEqualTo(10);
            assertThat(partition.at("/lag").asLong()).isEqualTo(6);
        });
        assertThat(partitions)
                .filteredOn(partition -> partition.at("/committed").isNull())
                .hasSize(14);
    }

    /** An open transaction hides what it holds. */
    @Test
    void countsNothingThatIsNotCommitted(KafkaCluster kafka) throws Exception {
        kafka.createTopics();
        kafka.write(Topics.INGEST_STATE, key("a"), List.of(cursor(1)));
        try (var producer = kafka.producer("open")) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new org.apache.kafka.clients.producer.ProducerRecord<>(
                            kafka.config().topic(Topics.INGEST_STATE),
                            key("a"),
                            Topics.INGEST_STATE.encode(cursor(99))))
                    .get();

            assertThat(json(kafka).at("/projects/0/traces").asLong()).isEqualTo(1);
        }
    }

    @Test
    void sumsTheNewestCommitOfEachPartition(KafkaCluster kafka) throws Exception {
        kafka.createTopics();
        String topic = kafka.config().topic(Topics.TRACES);
        kafka.write(
                Topics.LAKE_COMMITS,
                topic + "-0",
                List.of(
                        lakeCommit(topic, 0, 10, 1, "2026-03-01T00:00:00Z"),
                        lakeCommit(topic, 0, 30, 2, "2026-03-01T00:01:00Z")));
        kafka.write(Topics.LAKE_COMMITS, topic + "-1", List.of(lakeCommit(topic, 1, 5, 1, "2026-03-01T00:00:30Z")));

        var traces = json(kafka).at("/tables/0");

        assertThat(traces.at("/name").asString()).isEqualTo("traces");
        assertThat(traces.at("/rows").asLong()).isEqualTo(35);
        assertThat(traces.at("/files").asLong()).isEqualTo(3);
        assertThat(traces.at("/lastCommit").asString()).isEqualTo("2026-03-01T00:01:00Z");
    }

    @Test
    void showsTablesForPeople(KafkaCluster kafka) throws Exception {
        kafka.createTopics();
        kafka.write(Topics.PROJECTS, "a", List.of(project("a", "Search", "active")));

        var ran = Ran.with(config(kafka.bootstrapServers(), kafka.config().topicPrefix()), "status");

        assertThat(ran.out()).contains("Search", "streams read", "sink reads", "daily_metrics");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void showsAKafkaWithoutTopicsAsEmpty(KafkaCluster kafka) throws Exception {
        var status = json(kafka);

        assertThat(status.at("/projects")).isEmpty();
        assertThat(status.at("/tables/0/rows").asLong()).isZero();
    }

    @Test
    void saysInOneLineThatKafkaIsNotThere() throws IOException {
        var ran = Ran.with(config("127.0.0.1:1", "p."), "status");

        assertThat(ran.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(ran.err()).startsWith("tracelake: Kafka at 127.0.0.1:1 ").hasLineCount(1);
    }

    @Test
    void saysInOneLineThatNoKafkaIsKnown() throws IOException {
        var file = Files.writeString(directory.resolve("test.yml"), "data: " + directory);

        var ran = Ran.with(file, "status");

        assertThat(ran.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(ran.err()).contains("kafka.bootstrap.servers").hasLineCount(1);
    }

    @Test
    void findsTheKafkaOfTheLastUp(KafkaCluster kafka) throws IOException {
        Files.writeString(
                directory.resolve("up.properties"), "kafka.bootstrap.servers=" + kafka.bootstrapServers() + "\n");
        var file = Files.writeString(directory.resolve("test.yml"), "data: " + directory);

        assertThat(Ran.with(file, "status").status()).isZero();
    }

    private JsonNode json(KafkaCluster kafka) throws IOException {
        var ran = Ran.with(config(kafka.bootstrapServers(), kafka.config().topicPrefix()), "status", "--json");
        assertThat(ran.status()).as(ran.err()).isZero();
        return ran.json();
    }

    private Path config(String bootstrapServers, String prefix) throws IOException {
        return Files.writeString(directory.resolve("test.yml"), """
                kafka: {bootstrap.servers: '%s'}
                topics: {prefix: '%s'}
                """.formatted(bootstrapServers, prefix));
    }

    private static void commit(KafkaCluster kafka, String topic, long offset) throws Exception {
        try (var admin = kafka.admin()) {
            admin.alterConsumerGroupOffsets(
                            kafka.config().topicPrefix() + "sink",
                            Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
    }

    private static String key(String project) {
        return StateKey.cursor(project).toString();
    }

    private static IngestState cursor(long traces) {
        Cursor cursor = Position.startingAt(WATERMARK).toRecord();
        cursor.setTraces(traces);
        return new IngestState(cursor, null, null, null);
    }

    private static Project project(String id, String name, String status) {
        Project project = Records.project(0);
        project.setProjectId(id);
        project.setName(name);
        project.setStatus(status);
        return project;
    }

    private static LakeCommit lakeCommit(String topic, int partition, long rows, long files, String at) {
        return new LakeCommit(
                "id", topic, partition, 0L, rows - 1, rows, rows, Instant.parse(at), List.<LakeFile>of(), rows, files);
    }
}
