package io.tracelake.app.config;

import io.tracelake.schemas.KafkaConfig;
import java.util.HashMap;
import java.util.Map;

/**
 * How to reach Kafka and what the topics there are called.
 *
 * @param properties for every Kafka client, as they are; may hold secrets, so never printed
 * @param topicPrefix before every topic name, group and transactional id
 * @param partitions of topics that scale
 * @param replicationFactor -1 for as many copies as the cluster keeps of its own transactions
 */
public record KafkaSettings(
        Map<String, String> properties, String topicPrefix, int partitions, short replicationFactor) {
    public KafkaSettings {
        properties = Map.copyOf(properties);
    }

    static KafkaSettings of(Values values, Map<String, Given> kafka) {
        KafkaRefusal.requireReadable(kafka);
        var properties = new HashMap<String, String>();
        kafka.forEach((name, given) -> properties.put(name, given.text()));
        return new KafkaSettings(
                properties,
                values.matching("[a-zA-Z0-9._-]*", "letters, digits, '.', '_' and '-'", Key.TOPICS_PREFIX),
                values.atLeast(1, Key.TOPICS_PARTITIONS),
                values.replicationFactor(Key.TOPICS_REPLICATION_FACTOR));
    }

    /** Whether a Kafka is named; otherwise {@code up} brings its own. */
    public boolean external() {
        return !properties.getOrDefault(KafkaConfig.BOOTSTRAP_SERVERS, "").isBlank();
    }

    /**
     * The configured Kafka.
     *
     * @throws ConfigurationException if none is named
     */
    public KafkaConfig config() {
        if (!external()) {
            throw new ConfigurationException(
                    "kafka.bootstrap.servers: missing; set it in the file or as KAFKA_BOOTSTRAP_SERVERS");
        }
        return new KafkaConfig(properties, topicPrefix, partitions, replicationFactor);
    }

    /** The same settings against the broker of this process. */
    public KafkaConfig embedded(String bootstrapServers) {
        var all = new HashMap<>(properties);
        all.put(KafkaConfig.BOOTSTRAP_SERVERS, bootstrapServers);
        return new KafkaConfig(all, topicPrefix, partitions, replicationFactor);
    }

    @Override
    public String toString() {
        return "KafkaSettings[bootstrapServers=" + properties.getOrDefault(KafkaConfig.BOOTSTRAP_SERVERS, "")
                + ", topicPrefix=" + topicPrefix + ", partitions=" + partitions + ", replicationFactor="
                + replicationFactor + "]";
    }
}
