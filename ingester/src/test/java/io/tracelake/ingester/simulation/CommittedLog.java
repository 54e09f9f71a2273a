package io.tracelake.ingester.simulation;

import io.tracelake.ingester.metrics.IngesterMeters;
import io.tracelake.ingester.publish.CommitStep;
import io.tracelake.ingester.publish.PartitionWriter;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What has been committed, in order, by writers that may end at any step of a commit. */
public final class CommittedLog {
    public static final KafkaConfig KAFKA =
            new KafkaConfig(Map.of(KafkaConfig.BOOTSTRAP_SERVERS, "nowhere:1"), "", 1, (short) 1);

    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();

    /** The end of the process. */
    public static final class Crash extends RuntimeException {}

    /** A writer of partition 0; {@code steps} may throw a {@link Crash}. */
    public PartitionWriter writer(Consumer<CommitStep> steps) {
        var producer =
                new MockProducer<>(Cluster.empty(), true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public void commitTransaction() {
                        super.commitTransaction();
                        records.addAll(history());
                        clear();
                    }
                };
        producer.initTransactions();
        return new PartitionWriter(producer, 0, steps, IngesterMeters.unread());
    }

    public <V extends SpecificRecord> List<V> read(Topic<V> topic) {
        return records.stream()
                .filter(record -> record.topic().equals(topic.name()))
                .map(record -> topic.decode(record.value()))
                .toList();
    }

    public List<byte[]> values(Topic<?> topic) {
        return records.stream()
                .filter(record -> record.topic().equals(topic.name()))
                .map(ProducerRecord::value)
                .toList();
    }

    public List<String> keys(Topic<?> topic) {
        return records.stream()
                .filter(record -> record.topic().equals(topic.name()))
                .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                .toList();
    }

    /** A consumer that finds the committed records of a topic in partition 0. */
    public MockConsumer<byte[], byte[]> consumer(Topic<?> topic) {
        var partition = new TopicPartition(topic.name(), 0);
        var found = records.stream()
                .filter(record -> record.topic().equals(topic.name()))
                .toList();
        var consumer = new MockConsumer<byte[], byte[]>("earliest") {
            @Override
            public synchronized void seekToBeginning(java.util.Collection<TopicPartition> partitions) {
                super.seekToBeginning(partitions);
                long offset = 0;
                for (var record : found) {
                    addRecord(new ConsumerRecord<>(topic.name(), 0, offset++, record.key(), record.value()));
                }
            }
        };
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.updateEndOffsets(Map.of(partition, (long) found.size()));
        return consumer;
    }
}
