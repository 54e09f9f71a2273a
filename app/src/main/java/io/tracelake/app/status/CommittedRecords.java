package io.tracelake.app.status;

import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads topics from their beginning to where they ended when it was asked, committed records only, as no member of any
 * group. One thread.
 */
public final class CommittedRecords implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaConfig kafka;
    private final Duration patience;

    /** @param patience for one answer, and for the next record */
    public CommittedRecords(KafkaConfig kafka, Duration patience) {
        this.kafka = kafka;
        this.patience = patience;
        this.consumer = new KafkaConsumer<>(
                kafka.client(
                        Map.of(ConsumerConfig.CLIENT_ID_CONFIG, kafka.topicPrefix() + "status"),
                        Map.of(
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                "read_committed",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false,
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "earliest",
                                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                                false,
                                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                Math.toIntExact(patience.toMillis()))),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** The partitions of a topic; none if it doesn't exist. */
    public List<TopicPartition> partitions(Topic<?> topic) {
        return consumer.partitionsFor(kafka.topic(topic)).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    /** Offsets behind the last committed record. */
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return consumer.endOffsets(partitions);
    }

    /** Offsets of the oldest record that is kept. */
    public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
        return consumer.beginningOffsets(partitions);
    }

    /**
     * Hands over every record, in order within a partition.
     *
     * @param progress hears how many have been read, again and again
     */
    public void read(
            Collection<TopicPartition> partitions,
            Consumer<ConsumerRecord<String, byte[]>> records,
            LongConsumer progress) {
        var left = new HashMap<>(consumer.endOffsets(partitions));
        consumer.assign(partitions);
        // A reading before may have left them paused.
        consumer.resume(partitions);
        consumer.seekToBeginning(partitions);
        long count = 0;
        long deadline = System.nanoTime() + patience.toNanos();
        while (!finished(left)) {
            var polled = consumer.poll(POLL);
            if (!polled.isEmpty()) {
                deadline = System.nanoTime() + patience.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new TimeoutException("no record within " + patience.toSeconds() + " s");
            }
            polled.forEach(records);
            count += polled.count();
            progress.accept(count);
        }
    }

    private boolean finished(Map<TopicPartition, Long> left) {
        left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        consumer.pause(List.copyOf(finishedPartitions(left)));
        return left.isEmpty();
    }

    /** A partition that grows on while another is still read mustn't take its turn. */
    private Collection<TopicPartition> finishedPartitions(Map<TopicPartition, Long> left) {
        return consumer.assignment().stream()
                .filter(partition -> !left.containsKey(partition))
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
