package io.tracelake.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracelake.broker.BrokerConfig;
import io.tracelake.broker.EmbeddedBroker;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.Replication;
import io.tracelake.schemas.TopicProvisioning;
import io.tracelake.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class TopicProvisioningTest {
    @Test
    void createsEveryTopicWithItsPolicyAndPartitions(KafkaCluster kafka) throws Exception {
        kafka.createTopics();

        try (var admin = kafka.admin()) {
            for (var topic : Topics.ALL) {
                String name = kafka.config().topic(topic);
                var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
                var settings = admin.describeConfigs(List.of(resource)).values().get(resource);
                var description =
                        admin.describeTopics(List.of(name)).topicNameValues().get(name);
                assertThat(settings).isNotNull();
                assertThat(description).isNotNull();

                var found = settings.get();
                topic.cleanup()
                        .settings()
                        .forEach((key, value) -> assertThat(found.get(key).value())
                                .as("%s %s", name, key)
                                .isEqualTo(value));
                assertThat(description.get().partitions())
                        .hasSize(topic.scalable() ? kafka.config().partitions() : 1);
            }
        }
    }

    @Test
    void isContentWithWhatItHasCreated(KafkaCluster kafka) throws Exception {
        kafka.createTopics().createTopics();
    }

    @Test
    void refusesATopicThatWouldForgetWhatMustStay(KafkaCluster kafka) throws Exception {
        String name = kafka.config().topic(Topics.INGEST_STATE);
        try (var admin = kafka.admin()) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.empty())
                            .configs(Map.of("cleanup.policy", "delete"))))
                    .all()
                    .get();

            assertThatThrownBy(() -> new TopicProvisioning(admin, kafka.config()).ensure(Topics.ALL))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("topic %s: cleanup.policy is 'delete', but must be 'compact'", name);
        }
    }

    @Test
    void namesTheSettingWhereThereAreTooFewBrokers(KafkaCluster kafka) {
        var wanted = new KafkaConfig(kafka.config().properties(), kafka.config().topicPrefix(), 3, (short) 3);
        try (var admin = kafka.admin()) {
            assertThatThrownBy(() -> new TopicProvisioning(admin, wanted, Duration.ofMillis(300)).ensure(Topics.ALL))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("topics.replication-factor: Kafka can't keep 3 copies of a topic: ");
        }
    }

    /** One copy is what a cluster of any size makes of a topic unless it is told otherwise. */
    @Test
    void keepsAsManyCopiesAsTheClusterKeepsOfItsTransactionsThoughItsDefaultIsOne(@TempDir Path directory)
            throws Exception {
        var settings = Map.of("transaction.state.log.replication.factor", "3");
        try (var broker = EmbeddedBroker.start(new BrokerConfig(directory, BrokerConfig.LOOPBACK, 0, 0, settings))) {
            var config = new KafkaConfig(
                    Map.of(KafkaConfig.BOOTSTRAP_SERVERS, broker.bootstrapServers()), "t.", 3, (short) -1);
            try (var admin = Admin.create(config.client(Map.of(), Map.of()))) {
                Replication replication = Replication.of(admin, config);

                assertThat(replication.factor()).isEqualTo((short) 3);
                assertThat(replication.topicSettings()).isEqualTo(Map.of("min.insync.replicas", "2"));
            }
        }
    }
}
