package io.tracelake.sink;

import io.tracelake.schemas.KafkaConfig;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How a member of the sink's group reads. */
final class GroupConsumer {
    private GroupConsumer() {}

    static KafkaConsumer<byte[], byte[]> create(KafkaConfig kafka) {
        return new KafkaConsumer<>(
                kafka.client(
                        Map.of(
                                ConsumerConfig.CLIENT_ID_CONFIG,
                                kafka.topicPrefix() + "sink",
                                // A killed instance is replaced after this time.
                                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                                10_000,
                                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                                2_000,
                                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                2_000,
                                // Bounds what a client holds beside the open rows.
                                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                                32 * 1024 * 1024,
                                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                                4 * 1024 * 1024),
                        Map.of(
                                ConsumerConfig.GROUP_ID_CONFIG,
                                kafka.topicPrefix() + "sink",
                                ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                                "classic",
                                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                                CooperativeStickyAssignor.class.getName(),
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                "read_committed",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false,
                                // Positions come from recovery alone; jumping over deleted records must not go unseen.
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "none")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
