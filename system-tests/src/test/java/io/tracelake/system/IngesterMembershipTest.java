package io.tracelake.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.ingester.config.Payload;
import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.Topics;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an ingester is to its group: when it says that it is ready, and what a name of its own is good for. */
@ExtendWith(KafkaExtension.class)
class IngesterMembershipTest {
    private static final IngestConfig CONFIG = new IngestConfig(
            Duration.ofSeconds(1),
            Duration.ofSeconds(4),
            Duration.ofHours(12),
            Duration.ofDays(90),
            Duration.ofDays(30),
            Payload.FULL,
            false);

    private KafkaCluster kafka;
    private Sandbox sandbox;

    @BeforeEach
    void startService(KafkaCluster share) {
        kafka = share;
        Instant now = Instant.now();
        sandbox = Sandbox.start(SandboxConfig.fixed(
                now.minus(Duration.ofDays(1)), now.minus(Duration.ofHours(2)), InstantSource.system(), 30, 20, 10));
    }

    @AfterEach
    void stopService() {
        sandbox.close();
    }

    @Test
    void isReadyOnlyWhenItKnowsItsProjectsAndHasRestoredThem() throws InterruptedException {
        kafka.createTopics();
        sandbox.faults().breakPath("/projects", 503);
        try (var ingester = ingester(null)) {
            await(() -> members().size() == 1);
            assertThat(ingester.isReady()).isFalse();
            sandbox.faults().mend("/projects");
            await(ingester::isReady);
            assertThat(ingester.progress()).hasSize(3);
        }
    }

    @Test
    void isReadyThoughThereAreMoreInstancesThanPartitions() throws InterruptedException {
        kafka = kafka.withPartitions(1).createTopics();
        try (var one = ingester(null);
                var other = ingester(null)) {
            await(() -> members().size() == 2
                    && one.isReady()
                    && other.isReady()
                    && one.progress().size() + other.progress().size() == 3);
            assertThat(List.of(one.progress().size(), other.progress().size())).contains(0);
        }
    }

    @Test
    void anInstanceWithANameFindsItsPartitionsAgainAndTheOthersDoNotNotice() throws InterruptedException {
        kafka = kafka.withPartitions(4).createTopics();
        try (var _ = ingester("one")) {
            var restarted = ingester("two");
            await(() -> members().values().stream().allMatch(share -> share.size() == 2)
                    && members().size() == 2);
            var before = members();
            restarted.close();
            assertThat(members()).isEqualTo(before);
            try (var again = ingester("two")) {
                await(again::isReady);
                assertThat(members()).isEqualTo(before);
            }
        }
    }

    @Test
    void anInstanceWithoutANameGivesItsPartitionsAwayWhenItStops() throws InterruptedException {
        kafka = kafka.withPartitions(4).createTopics();
        try (var stays = ingester(null)) {
            var leaves = ingester(null);
            await(() -> members().size() == 2 && leaves.isReady());
            leaves.close();
            await(() -> members().values().stream().toList().equals(List.of(all()))
                    && stays.isReady()
                    && stays.progress().size() == 3);
        }
    }

    /** Otherwise the two would take the partitions from each other for ever. It may hear of it by a commit or by a heartbeat. */
    @ParameterizedTest(name = "heartbeat every {0} ms")
    @ValueSource(ints = {200, 10_000})
    void ofTwoInstancesOfOneNameTheOlderOneEndsWithAnErrorThatSaysSo(int heartbeat) throws InterruptedException {
        kafka.createTopics();
        try (var first = ingester("same", heartbeat)) {
            await(first::isReady);
            try (var second = ingester("same", heartbeat)) {
                await(second::isReady);
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThatThrownBy(first::progress)
                                .hasRootCauseInstanceOf(FencedInstanceIdException.class));
                assertThat(second.progress()).hasSize(3);
            }
        }
    }

    @Test
    void anInstanceWithANameGoesOnAfterItsTransactionsWereFencedByAStranger() throws InterruptedException {
        kafka.createTopics();
        try (var named = ingester("alone")) {
            await(() -> named.isReady() && named.progress().size() == 3);
            for (int partition = 0; partition < kafka.config().partitions(); partition++) {
                try (var stranger = kafka.producer("ingester-" + partition)) {
                    stranger.initTransactions();
                }
            }
            Instant fenced = Instant.now();
            await(() -> named.isReady()
                    && named.progress().size() == 3
                    && named.progress().stream()
                            .allMatch(project -> project.watermark() != null
                                    && project.watermark().isAfter(fenced.plusSeconds(1))));
        }
    }

    private RunningIngester ingester(@Nullable String name) {
        return ingester(name, 1_000);
    }

    private RunningIngester ingester(@Nullable String name, int heartbeat) {
        var properties = new HashMap<>(kafka.config().properties());
        if (name != null) {
            properties.put("group.instance.id", name);
        }
        properties.put("heartbeat.interval.ms", Integer.toString(heartbeat));
        var config = new KafkaConfig(
                properties, kafka.config().topicPrefix(), kafka.config().partitions(), (short) 1);
        return RunningIngester.discovering(config, CONFIG, sandbox, step -> {});
    }

    private List<TopicPartition> all() {
        String topic = kafka.config().topic(Topics.INGEST_STATE);
        return IntStream.range(0, kafka.config().partitions())
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    /** Partitions by member, in order. */
    private Map<String, List<TopicPartition>> members() throws InterruptedException {
        String group = kafka.config().topicPrefix() + "ingester";
        try (var admin = kafka.admin()) {
            var members = new TreeMap<String, List<TopicPartition>>();
            var found = admin.describeConsumerGroups(List.of(group)).all().get();
            for (var member : Objects.requireNonNull(found.get(group)).members()) {
                members.put(
                        member.groupInstanceId().orElse(member.consumerId()),
                        member.assignment().topicPartitions().stream()
                                .sorted(Comparator.comparingInt(TopicPartition::partition))
                                .toList());
            }
            return members;
        } catch (ExecutionException notThereYet) {
            return Map.of();
        }
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
    }
}
