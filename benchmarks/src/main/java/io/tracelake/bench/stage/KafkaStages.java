package io.tracelake.bench.stage;

import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.ingester.config.Payload;
import io.tracelake.ingester.config.PayloadRules;
import io.tracelake.ingester.metrics.IngesterMeters;
import io.tracelake.ingester.payload.CarriedTraces;
import io.tracelake.ingester.publish.Outbox;
import io.tracelake.ingester.publish.PartitionWriter;
import io.tracelake.ingester.publish.TraceRevisions;
import io.tracelake.ingester.source.FetchedRows;
import io.tracelake.ingester.state.ProjectState;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.TopicProvisioning;
import io.tracelake.schemas.Topics;
import io.tracelake.sink.table.LakeTables;
import io.tracelake.streams.Streams;
import io.tracelake.streams.config.EndpointConfig;
import io.tracelake.streams.config.RuntimeConfig;
import io.tracelake.streams.config.UsageConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What goes into Kafka and comes out of it, each part alone. */
final class KafkaStages {
    private static final int PAGE = 100;
    private static final int PARTITIONS = 2;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration HORIZON = Duration.ofDays(8);
    private static final Duration PUBLISH = Duration.ofSeconds(2);
    private static final long LOOK_MILLIS = 20;

    private final KafkaConfig kafka;

    KafkaStages(String bootstrapServers) throws InterruptedException {
        kafka = new KafkaConfig(
                Map.of(KafkaConfig.BOOTSTRAP_SERVERS, bootstrapServers), "bench.", PARTITIONS, (short) 1);
        try (var admin = Admin.create(kafka.client(Map.of(), Map.of()))) {
            new TopicProvisioning(admin, kafka).ensure(Topics.ALL);
        }
    }

    /** The same rows again and again, each time as another project's: fingerprints, revisions, transactions. */
    long produce(List<Row<TraceRow>> rows, long traces) {
        long produced = 0;
        try (var writer = PartitionWriter.open(kafka, 0, step -> {}, IngesterMeters.unread())) {
            for (int turn = 0; produced < traces; turn++) {
                int count = (int) Math.min(rows.size(), traces - produced);
                produce(writer, "project-" + turn, rows.subList(0, count));
                produced += count;
            }
        }
        return produced;
    }

    private void produce(PartitionWriter writer, String project, List<Row<TraceRow>> rows) {
        var outbox = new Outbox(project, kafka, writer, new ProjectState(), Instant.EPOCH);
        var carried = new CarriedTraces(project, Payload.FULL, PayloadRules.DEFAULTS);
        var revisions = new TraceRevisions(outbox, carried, (id, use) -> {}, null, InstantSource.system());
        URI source = URI.create("http://127.0.0.1/");
        for (int from = 0; from < rows.size(); from += PAGE) {
            revisions.add(new FetchedRows(rows.subList(from, Math.min(rows.size(), from + PAGE)), source));
        }
        outbox.flush();
    }

    /** Records of the topic become rows, some of which are kept. */
    List<GenericRecord> consume(long traces, int kept) {
        var rows = new ArrayList<GenericRecord>();
        try (var consumer = new KafkaConsumer<>(
                kafka.client(
                        Map.of(
                                "isolation.level",
                                "read_committed",
                                "max.poll.records",
                                2_000,
                                "max.partition.fetch.bytes",
                                4 << 20),
                        Map.of()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(p -> new TopicPartition(kafka.topic(Topics.TRACES), p))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            for (long read = 0; read < traces; ) {
                for (var carried : consumer.poll(POLL)) {
                    GenericRecord row = LakeTables.TRACES.row(carried.value());
                    if (rows.size() < kept) {
                        rows.add(row);
                    }
                    read++;
                }
            }
        }
        return rows;
    }

    /** All of the topic is counted, by as many threads as {@code up} has. */
    long count(long traces, Path state) throws InterruptedException {
        var usage = new UsageConfig(HORIZON, 64, PUBLISH);
        var endpoint = new EndpointConfig("127.0.0.1", 0, null);
        var streams = new Streams(kafka, usage, new RuntimeConfig(1, 0, state), endpoint, InstantSource.system());
        try (streams) {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    streams.run();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            while (streams.progress().changes() < traces) {
                Thread.sleep(LOOK_MILLIS);
            }
        }
        return traces;
    }
}
