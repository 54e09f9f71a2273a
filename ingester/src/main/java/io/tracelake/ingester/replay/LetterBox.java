package io.tracelake.ingester.replay;

import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.UndecodableRecordException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Takes single dead letters out of their topic. For one thread. */
public final class LetterBox implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;
    private final int partitions;

    public LetterBox(KafkaConfig kafka) {
        this.topic = kafka.topic(Topics.DEAD_LETTERS);
        this.consumer = new KafkaConsumer<>(
                kafka.client(
                        Map.of(),
                        Map.of(
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                "read_committed",
                                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                1,
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false,
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "none",
                                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                                false)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.partitions = consumer.partitionsFor(topic).size();
    }

    /**
     * One letter; null if there is none at its place, or none any more.
     *
     * @throws KafkaException if Kafka doesn't say
     */
    public @Nullable DeadLetter take(LetterPlace place) {
        if (place.partition() >= partitions) {
            return null;
        }
        var partition = new TopicPartition(topic, place.partition());
        consumer.assign(List.of(partition));
        if (place.offset() < first(partition) || place.offset() >= end(partition)) {
            return null;
        }
        consumer.seek(partition, place.offset());
        Instant deadline = Instant.now().plus(PATIENCE);
        while (consumer.position(partition) <= place.offset()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                return record.offset() == place.offset() ? decoded(record) : null;
            }
            if (Instant.now().isAfter(deadline)) {
                throw new KafkaException("dead letter " + place + " can't be read");
            }
        }
        return null;
    }

    private static @Nullable DeadLetter decoded(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Topics.DEAD_LETTERS.decode(record.value());
        } catch (UndecodableRecordException unknown) {
            return null;
        }
    }

    private long first(TopicPartition partition) {
        return consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    private long end(TopicPartition partition) {
        return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
