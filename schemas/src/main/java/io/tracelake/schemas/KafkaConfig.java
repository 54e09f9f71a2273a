package io.tracelake.schemas;

import java.util.HashMap;
import java.util.Map;

/**
 * How to reach Kafka and what the topics there are called.
 *
 * @param properties client properties, handed to every Kafka client as they are; may hold secrets, so never printed
 * @param topicPrefix before every topic name, group and transactional id
 * @param partitions of topics that scale, used when they are created
 * @param replicationFactor of topics that are created; -1 for what {@link Replication} finds
 */
public record KafkaConfig(Map<String, String> properties, String topicPrefix, int partitions, short replicationFactor) {
    public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

    public KafkaConfig {
        properties = Map.copyOf(properties);
        if (properties.getOrDefault(BOOTSTRAP_SERVERS, "").isBlank()) {
            throw new IllegalArgumentException("kafka.bootstrap.servers: must name at least one host:port");
        }
        if (!topicPrefix.matches("[a-zA-Z0-9._-]*")) {
            throw new IllegalArgumentException(
                    "topics.prefix: only letters, digits, '.', '_' and '-', not '" + topicPrefix + "'");
        }
        if (partitions < 1) {
            throw new IllegalArgumentException("topics.partitions: must be at least 1, not " + partitions);
        }
        if (replicationFactor < 1 && replicationFactor != -1) {
            throw new IllegalArgumentException(
                    "topics.replication-factor: must be at least 1, or -1, not " + replicationFactor);
        }
    }

    public String bootstrapServers() {
        return properties.getOrDefault(BOOTSTRAP_SERVERS, "");
    }

    public String topic(Topic<?> topic) {
        return topic.name(topicPrefix);
    }

    /** Client properties: what the role needs first, then what the user set, then what the role must not lose. */
    public Map<String, Object> client(Map<String, Object> defaults, Map<String, Object> required) {
        var merged = new HashMap<>(defaults);
        merged.putAll(properties);
        merged.putAll(required);
        return merged;
    }

    @Override
    public String toString() {
        return "KafkaConfig[bootstrapServers=" + bootstrapServers() + ", topicPrefix=" + topicPrefix + "]";
    }
}
