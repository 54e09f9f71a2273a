package io.tracelake.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.schemas.KafkaConfig;
import io.tracelake.streams.config.RuntimeConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class UsagePropertiesTest {
    private static StreamsConfig config(Map<String, String> ofTheUser) {
        var properties = new HashMap<>(ofTheUser);
        properties.put(KafkaConfig.BOOTSTRAP_SERVERS, "127.0.0.1:1");
        var kafka = new KafkaConfig(properties, "test.", 3, (short) 1);
        return new StreamsConfig(UsageProperties.of(kafka, new RuntimeConfig(1, 0, Path.of("state"))));
    }

    private static Map<String, Object> consumer(Map<String, String> ofTheUser) {
        return config(ofTheUser).getMainConsumerConfigs("group", "client", 0);
    }

    private static Map<String, Object> producer(Map<String, String> ofTheUser) {
        return config(ofTheUser).getProducerConfigs("client");
    }

    @Test
    void aPropertyThatTheUserSetsForAllClientsReachesThoseOfKafkaStreams() {
        assertThat(consumer(Map.of("session.timeout.ms", "6000", "heartbeat.interval.ms", "2000")))
                .containsEntry("session.timeout.ms", "6000")
                .containsEntry("heartbeat.interval.ms", "2000");
        assertThat(producer(Map.of("compression.type", "none"))).containsEntry("compression.type", "none");
    }

    @Test
    void whatTheUserDoesNotSetIsAsTheRolePrefersIt() {
        assertThat(consumer(Map.of())).containsEntry("session.timeout.ms", 15_000);
        assertThat(producer(Map.of("session.timeout.ms", "6000"))).containsEntry("compression.type", "lz4");
    }

    @Test
    void aPropertyForOneKindOfClientIsStrongerThanOneForAll() {
        assertThat(producer(Map.of("compression.type", "none", "producer.compression.type", "zstd")))
                .containsEntry("compression.type", "zstd");
    }
}
