package io.tracelake.streams.topology;

import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.Replication;
import io.tracelake.schemas.TopicProvisioning;
import io.tracelake.streams.config.RuntimeConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** What Kafka Streams is told. */
public final class UsageProperties {
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(200);
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(3);
    private static final long RECORD_CACHE_BYTES = 48L * 1024 * 1024;

    private UsageProperties() {}

    /** Name of the role's group, and the beginning of the names of its internal topics. */
    public static String applicationId(KafkaConfig kafka) {
        return kafka.topicPrefix() + "streams";
    }

    /** The user's client properties, between what the role prefers and what it must not lose. */
    public static Properties of(KafkaConfig kafka, RuntimeConfig runtime, Replication replication) {
        var preferred = preferred();
        // What stands below a prefix would win over what the user says of all clients alike.
        preferred.keySet().removeIf(name -> kafka.properties().containsKey(withoutPrefix(name)));
        replication.topicSettings().forEach((name, value) -> preferred.put(StreamsConfig.topicPrefix(name), value));
        var properties = new Properties();
        properties.putAll(kafka.client(preferred, required(kafka, runtime, replication)));
        return properties;
    }

    private static String withoutPrefix(String name) {
        for (String prefix : List.of(StreamsConfig.CONSUMER_PREFIX, StreamsConfig.PRODUCER_PREFIX)) {
            if (name.startsWith(prefix)) {
                return name.substring(prefix.length());
            }
        }
        return name;
    }

    /** Whether the user has named the members of the group, who then keep their places while they restart. */
    public static boolean hasNamedMembers(KafkaConfig kafka) {
        return kafka.properties().keySet().stream()
                .anyMatch(name -> name.endsWith(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
    }

    private static Map<String, Object> preferred() {
        var preferred = new HashMap<String, Object>();
        preferred.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL.toMillis());
        // Traces are large, and wait here as they came.
        preferred.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 200);
        preferred.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 500);
        preferred.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, RECORD_CACHE_BYTES);
        preferred.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                Math.toIntExact(SESSION_TIMEOUT.toMillis()));
        preferred.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                Math.toIntExact(HEARTBEAT_INTERVAL.toMillis()));
        preferred.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        preferred.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 20);
        preferred.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 128 * 1024);
        // The bytes of what can't be decoded go into a dead letter.
        preferred.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                TopicProvisioning.MAX_RECORD_BYTES);
        // Changelogs are compacted; only closed segments are.
        preferred.put(StreamsConfig.topicPrefix(TopicConfig.SEGMENT_MS_CONFIG), "3600000");
        return preferred;
    }

    private static Map<String, Object> required(KafkaConfig kafka, RuntimeConfig runtime, Replication replication) {
        var required = new HashMap<String, Object>();
        required.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(kafka));
        required.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // Of the topic between the two steps; for traces FirstOffsets has the say.
        required.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        required.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) replication.factor());
        required.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        required.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, runtime.threads());
        required.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, runtime.standbyReplicas());
        required.put(StreamsConfig.STATE_DIR_CONFIG, runtime.stateDirectory().toString());
        // As large as those of the line, whatever the broker's own limit: a record that is refused is tried for ever.
        required.put(
                StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
                Integer.toString(TopicProvisioning.MAX_RECORD_BYTES));
        required.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        return required;
    }
}
