package io.tracelake.ingester.schedule;

import io.tracelake.ingester.source.Window;
import io.tracelake.ingester.state.FingerprintLoad;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.Topics;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What is remembered of one project beyond what its owner holds in memory, read anew each time. Thread-safe. */
record PastMemory(KafkaConfig kafka, int partition, String projectId) {
    /** Traces of a backfill that are known at a time: some 5 MB. */
    private static final int ROOM = 100_000;

    /** @throws org.apache.kafka.common.KafkaException if the state can't be read to its end */
    FingerprintLoad.Loaded days(Window range) {
        try (var consumer = consumer(kafka)) {
            return FingerprintLoad.range(consumer, topic(), projectId, range.from(), range.to(), ROOM);
        }
    }

    /** @throws org.apache.kafka.common.KafkaException if the state can't be read to its end */
    FingerprintLoad.Loaded traces(Set<String> ids) {
        try (var consumer = consumer(kafka)) {
            return FingerprintLoad.traces(consumer, topic(), projectId, ids);
        }
    }

    private TopicPartition topic() {
        return new TopicPartition(kafka.topic(Topics.INGEST_STATE), partition);
    }

    /** A reader of committed records that never skips any. */
    static KafkaConsumer<byte[], byte[]> consumer(KafkaConfig kafka) {
        return new KafkaConsumer<>(
                kafka.client(
                        Map.of(),
                        Map.of(
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                "read_committed",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false,
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "none",
                                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                                false)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
