package io.tracelake.testkit;

import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/**
 * Reads a topic from its beginning to its end offsets, committed records only.
 *
 * <p>A commit that has returned is read: the broker writes its markers a moment later, which is waited for. A
 * transaction that is still open hides what comes after it in the same partition, as it does from every reader.
 */
public final class TopicReader<V extends SpecificRecord> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConfig config;
    private final Topic<V> topic;

    TopicReader(KafkaConfig config, Topic<V> topic) {
        this.config = config;
        this.topic = topic;
    }

    /** Every record, by partition and offset. */
    public List<ReadRecord<V>> read() {
        awaitCommitMarkers();
        var records = new ArrayList<ReadRecord<V>>();
        try (var consumer = consumer()) {
            var partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            readTo(consumer.endOffsets(partitions), consumer, records);
        }
        records.sort(
                Comparator.<ReadRecord<V>>comparingInt(ReadRecord::partition).thenComparingLong(ReadRecord::offset));
        return records;
    }

    /** A broker hears of a topic that was just created a moment later. */
    private List<TopicPartition> partitions(Consumer<?, ?> consumer) {
        return Awaitility.await("topic " + config.topic(topic))
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .until(() -> consumer.partitionsFor(config.topic(topic)), found -> !found.isEmpty())
                .stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    /** Values without tombstones, by partition and offset. */
    public List<V> values() {
        return read().stream().map(ReadRecord::value).filter(Objects::nonNull).toList();
    }

    /** The newest record of each key, tombstones included: what compaction leaves. */
    public Map<String, ReadRecord<V>> newest() {
        var newest = new LinkedHashMap<String, ReadRecord<V>>();
        for (var record : read()) {
            newest.put(String.valueOf(record.key()), record);
        }
        return newest;
    }

    private void readTo(
            Map<TopicPartition, Long> ends, Consumer<String, byte[]> consumer, List<ReadRecord<V>> records) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!reached(ends, consumer)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(config.topic(topic) + ": never reached its end offsets " + ends);
            }
            for (var record : consumer.poll(POLL)) {
                var partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < ends.getOrDefault(partition, 0L)) {
                    records.add(decoded(record));
                }
            }
        }
    }

    private static boolean reached(Map<TopicPartition, Long> ends, Consumer<?, ?> consumer) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private ReadRecord<V> decoded(ConsumerRecord<String, byte[]> record) {
        var value = record.value() == null ? null : topic.decode(record.value());
        return new ReadRecord<>(record.key(), value, record.partition(), record.offset());
    }

    private void awaitCommitMarkers() {
        var ending = new ListTransactionsOptions()
                .filterStates(Set.of(TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT));
        try (var admin = Admin.create(config.client(Map.of(), Map.of()))) {
            Awaitility.await("end of transactions " + config.topicPrefix())
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .until(() -> admin.listTransactions(ending).all().get().stream()
                            .noneMatch(
                                    transaction -> transaction.transactionalId().startsWith(config.topicPrefix())));
        }
    }

    private KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(
                config.client(
                        Map.of(),
                        Map.of(
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "10",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false")),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }
}
