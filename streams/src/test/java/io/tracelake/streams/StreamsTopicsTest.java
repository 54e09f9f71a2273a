package io.tracelake.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.TopicProvisioning;
import io.tracelake.schemas.Topics;
import io.tracelake.streams.config.RuntimeConfig;
import io.tracelake.streams.topology.GeneratedTraces;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class StreamsTopicsTest {
    @TempDir
    Path state;

    @Test
    void missingTopicsAreCreatedWithTheirPoliciesAndAsManyPartitionsAsConfigured(KafkaCluster shared) throws Exception {
        var kafka = shared.withPartitions(5);
        String prefix = kafka.config().topicPrefix();
        var line = new UsageLine(kafka);
        try (var streams = new RunningStreams(kafka.config(), state);
                var admin = kafka.admin()) {
            UsageLine.await("running", () -> streams.progress().state().equals("RUNNING"));
            line.write(new GeneratedTraces(3).shuffled(50, Duration.ofDays(6)));
            line.awaitExactTotals(streams::isAlive);

            var topics = topics(admin, prefix);
            assertThat(topics)
                    .containsOnlyKeys(
                            "traces",
                            "dead-letters",
                            "usage-hourly",
                            "usage-daily",
                            "streams-usage-changes-repartition",
                            "streams-facts-changelog",
                            "streams-usage-changelog",
                            "streams-unpublished-changelog");
            assertThat(topics.get("traces")).isEqualTo(new Topic(5, "delete"));
            assertThat(topics.get("dead-letters")).isEqualTo(new Topic(1, "delete"));
            assertThat(topics.get("usage-hourly")).isEqualTo(new Topic(5, "compact"));
            assertThat(topics.get("usage-daily")).isEqualTo(new Topic(5, "compact"));
            assertThat(topics.get("streams-usage-changes-repartition")).isEqualTo(new Topic(5, "delete"));
            for (String store : List.of("facts", "usage", "unpublished")) {
                assertThat(topics.get("streams-" + store + "-changelog")).isEqualTo(new Topic(5, "compact"));
            }
            for (String name : topics.keySet()) {
                assertThat(Integer.parseInt(setting(admin, prefix + name, TopicConfig.MAX_MESSAGE_BYTES_CONFIG)))
                        .as(name)
                        .isGreaterThanOrEqualTo(TopicProvisioning.MAX_RECORD_BYTES);
            }
        }
    }

    @Test
    void anExistingTopicThatWouldForgetRowsIsRefused(KafkaCluster kafka) throws Exception {
        String hourly = kafka.config().topic(Topics.USAGE_HOURLY);
        try (var admin = kafka.admin()) {
            var topic = new NewTopic(hourly, Optional.of(3), Optional.empty())
                    .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, "delete"));
            admin.createTopics(List.of(topic)).all().get();
        }
        var streams = new RunningStreams(kafka.config(), state);
        assertThat(streams.awaitDeath())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("topic %s: cleanup.policy is 'delete', but must be 'compact'", hourly);
    }

    /** Not tried again and again: it will not pass. */
    @Test
    void anotherNumberOfPartitionsThanTheStateHasEndsTheRole(KafkaCluster kafka) throws Exception {
        try (var streams = new RunningStreams(kafka.config(), state)) {
            UsageLine.await("running", () -> streams.progress().state().equals("RUNNING"));
        }
        var streams = new RunningStreams(kafka.withPartitions(4).config(), state);
        assertThat(streams.awaitDeath())
                .isInstanceOf(IllegalStateException.class)
                .message()
                .contains("invalid partitions")
                .doesNotContain("\n");
    }

    @Test
    void aWrongClientPropertyEndsTheRole(KafkaCluster kafka) {
        var properties = new HashMap<>(kafka.config().properties());
        properties.put("security.protocol", "NONSENSE");
        var wrong = new KafkaConfig(properties, kafka.config().topicPrefix(), 3, (short) 1);
        assertThat(new RunningStreams(wrong, state).awaitDeath())
                .isInstanceOf(KafkaException.class)
                .hasStackTraceContaining("NONSENSE");
    }

    @Test
    void theRoleRunsOnlyOnce(KafkaCluster kafka) throws Exception {
        var streams = new Streams(
                kafka.config(),
                StreamsProcess.USAGE,
                new RuntimeConfig(1, 0, state),
                StreamsProcess.ENDPOINT,
                InstantSource.system());
        streams.close();
        streams.run();
        assertThatIllegalStateException().isThrownBy(streams::run).withMessage("streams run only once");
        assertThat(streams.progress().state()).isEqualTo("STOPPED");
    }

    private record Topic(int partitions, String cleanup) {}

    /** By names without prefix. */
    private static Map<String, Topic> topics(Admin admin, String prefix) throws Exception {
        var names = admin.listTopics().names().get().stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
        var topics = new TreeMap<String, Topic>();
        for (var described : admin.describeTopics(names).allTopicNames().get().values()) {
            topics.put(
                    described.name().substring(prefix.length()),
                    new Topic(
                            described.partitions().size(),
                            setting(admin, described.name(), TopicConfig.CLEANUP_POLICY_CONFIG)));
        }
        return topics;
    }

    private static String setting(Admin admin, String topic, String key) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return Objects.requireNonNull(
                        admin.describeConfigs(List.of(resource)).all().get().get(resource))
                .get(key)
                .value();
    }
}
