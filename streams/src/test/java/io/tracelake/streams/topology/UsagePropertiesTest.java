package io.tracelake.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.Replication;
import io.tracelake.streams.config.RuntimeConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class UsagePropertiesTest {
    /** What the role prefers stands below a prefix, and would win over what the user says without one. */
    @Test
    void whatTheUserSaysOfAllClientsHoldsForThoseOfKafkaStreamsToo() {
        var properties = of(Map.of("compression.type", "none", "session.timeout.ms", "45000"), 1);

        assertThat(producer(properties)).containsEntry("compression.type", "none");
        assertThat(consumer(properties)).containsEntry("session.timeout.ms", "45000");
        assertThat(consumer(properties)).containsEntry("heartbeat.interval.ms", 3000);
    }

    @Test
    void aPropertyForOneKindOfClientIsStrongerThanOneForAll() {
        assertThat(producer(of(Map.of("compression.type", "none", "producer.compression.type", "zstd"), 1)))
                .containsEntry("compression.type", "zstd");
    }

    @Test
    void credentialsReachEveryClient() {
        var properties = of(Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", "PLAIN"), 1);

        assertThat(producer(properties)).containsEntry("security.protocol", "SASL_SSL");
        assertThat(consumer(properties)).containsEntry("sasl.mechanism", "PLAIN");
        assertThat(new StreamsConfig(properties).getRestoreConsumerConfigs("client"))
                .containsEntry("security.protocol", "SASL_SSL");
        assertThat(new StreamsConfig(properties).getAdminConfigs("client"))
                .containsEntry("security.protocol", "SASL_SSL");
    }

    @Test
    void ofThreeCopiesTwoMustHaveARecord() {
        assertThat(of(Map.of(), 3))
                .containsEntry("replication.factor", 3)
                .containsEntry("topic.min.insync.replicas", "2");
        assertThat(of(Map.of(), 1))
                .containsEntry("replication.factor", 1)
                .doesNotContainKey("topic.min.insync.replicas");
    }

    private static Map<String, Object> producer(Properties properties) {
        return new StreamsConfig(properties).getProducerConfigs("client");
    }

    private static Map<String, Object> consumer(Properties properties) {
        return new StreamsConfig(properties).getMainConsumerConfigs("group", "client", 0);
    }

    private static Properties of(Map<String, String> given, int copies) {
        var all = new HashMap<>(given);
        all.put(KafkaConfig.BOOTSTRAP_SERVERS, "localhost:9092");
        return UsageProperties.of(
                new KafkaConfig(all, "t.", 3, (short) -1),
                new RuntimeConfig(1, 0, Path.of("state")),
                new Replication((short) copies));
    }
}
