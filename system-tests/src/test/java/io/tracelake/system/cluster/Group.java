package io.tracelake.system.cluster;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The instances of a role as Kafka knows them. */
final class Group {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration GUEST_POLL = Duration.ofMillis(100);

    private final Brokers brokers;
    private final String name;

    Group(Brokers brokers, Role role) {
        this.brokers = brokers;
        this.name = "tracelake." + role.command();
    }

    /** The group has agreed on so many members. */
    void awaitMembers(int members) {
        try (var admin = brokers.admin()) {
            await(name + " has " + members + " members")
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> has(admin, members));
        }
    }

    private boolean has(Admin admin, int members) throws InterruptedException {
        try {
            var group = Objects.requireNonNull(admin.describeConsumerGroups(List.of(name))
                    .all()
                    .get(20, TimeUnit.SECONDS)
                    .get(name));
            return group.groupState() == GroupState.STABLE && group.members().size() == members;
        } catch (ExecutionException | TimeoutException notNow) {
            return false;
        }
    }

    /** A member that joins, is given partitions, does nothing for them and leaves. */
    void joinAndLeave(String topic) {
        try (var guest = new KafkaConsumer<>(
                java.util.Map.<String, Object>of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        brokers.bootstrapServers(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        name,
                        ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                        "classic",
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        Math.toIntExact(Cluster.SESSION.toMillis()),
                        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                        500,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "latest",
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        CooperativeStickyAssignor.class.getName()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            guest.subscribe(List.of(topic));
            await("a guest is given partitions of " + topic)
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> {
                        guest.poll(GUEST_POLL);
                        return !guest.assignment().isEmpty();
                    });
        }
    }
}
