package io.tracelake.schemas;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics that are missing and refuses existing ones that would lose or never forget records.
 *
 * <p>Safe to run by many instances at once.
 */
public final class TopicProvisioning {
    /** Largest record carried: what a service answers in one trace, with room for the envelope. */
    public static final int MAX_RECORD_BYTES = 16 * 1024 * 1024;

    private static final int KNOWN_AFTER_ATTEMPTS = 100;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Logger LOG = LoggerFactory.getLogger(TopicProvisioning.class);

    /** A cluster that starts has all its brokers after a while. */
    private static final Duration UNTIL_BROKERS_ARE_THERE = Duration.ofSeconds(30);

    private final Admin admin;
    private final KafkaConfig config;
    private final Duration patience;

    public TopicProvisioning(Admin admin, KafkaConfig config) {
        this(admin, config, UNTIL_BROKERS_ARE_THERE);
    }

    /** The same, waiting so long until there are enough brokers for the copies that are wanted. */
    public TopicProvisioning(Admin admin, KafkaConfig config, Duration patience) {
        this.admin = admin;
        this.config = config;
        this.patience = patience;
    }

    /**
     * Afterwards every topic exists with the policy it needs.
     *
     * @throws IllegalStateException if an existing topic contradicts its policy, or there are too few brokers for the copies
     *     that are wanted; names topic, setting and value
     * @throws KafkaException if Kafka can't be reached or refuses
     */
    public void ensure(Collection<Topic<?>> topics) throws InterruptedException {
        Set<String> existing = await(admin.listTopics().names());
        var missing = new ArrayList<Topic<?>>();
        var present = new ArrayList<Topic<?>>();
        for (Topic<?> topic : topics) {
            if (existing.contains(config.topic(topic))) {
                present.add(topic);
            } else {
                missing.add(topic);
            }
        }
        var createdByOthers = missing.isEmpty() ? List.<Topic<?>>of() : createWhenPossible(missing);
        present.addAll(createdByOthers);
        check(present);
        missing.removeAll(createdByOthers);
        awaitLeaders(missing);
    }

    /**
     * A partition that was just created has no leader for a moment. A producer that doesn't notice has its first batch
     * refused and a later one taken for a gap, and can then be stuck until its time-out.
     */
    private void awaitLeaders(List<Topic<?>> created) throws InterruptedException {
        var partitions = new HashMap<TopicPartition, OffsetSpec>();
        for (Topic<?> topic : created) {
            for (int partition = 0; partition < partitions(topic); partition++) {
                partitions.put(new TopicPartition(config.topic(topic), partition), OffsetSpec.latest());
            }
        }
        awaitKnown(() -> admin.listOffsets(partitions).all());
    }

    private int partitions(Topic<?> topic) {
        return topic.scalable() ? config.partitions() : 1;
    }

    private NewTopic newTopic(Topic<?> topic, Replication replication) {
        var settings = new HashMap<>(replication.topicSettings());
        settings.putAll(topic.cleanup().settings());
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_RECORD_BYTES));
        return new NewTopic(
                        config.topic(topic),
                        Optional.of(partitions(topic)),
                        replication.factor() < 0 ? Optional.empty() : Optional.of(replication.factor()))
                .configs(settings);
    }

    private List<Topic<?>> createWhenPossible(List<Topic<?>> topics) throws InterruptedException {
        Replication replication = Replication.of(admin, config);
        long begun = System.nanoTime();
        boolean warned = false;
        while (true) {
            try {
                return create(topics, replication);
            } catch (InvalidReplicationFactorException tooFewBrokers) {
                String reason = "topics.replication-factor: Kafka can't keep %d copies of a topic: %s"
                        .formatted(replication.factor(), tooFewBrokers.getMessage());
                if (System.nanoTime() - begun > patience.toNanos()) {
                    throw new IllegalStateException(reason, tooFewBrokers);
                }
                if (!warned) {
                    warned = true;
                    LOG.warn("waiting for more brokers: {}", reason);
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    /** Returns those that exist after all: another instance was faster, or they were not listed yet. */
    private List<Topic<?>> create(List<Topic<?>> topics, Replication replication) throws InterruptedException {
        var existing = new ArrayList<Topic<?>>();
        var results = admin.createTopics(topics.stream()
                        .map(topic -> newTopic(topic, replication))
                        .toList())
                .values();
        for (Topic<?> topic : topics) {
            try {
                await(Objects.requireNonNull(results.get(config.topic(topic))));
            } catch (TopicExistsException e) {
                existing.add(topic);
            }
        }
        return existing;
    }

    private void check(List<Topic<?>> topics) throws InterruptedException {
        Map<ConfigResource, Topic<?>> resources = topics.stream()
                .collect(toMap(
                        topic -> new ConfigResource(ConfigResource.Type.TOPIC, config.topic(topic)),
                        Function.identity()));
        var found = settings(resources.keySet());
        resources.forEach((resource, topic) -> {
            var settings = Objects.requireNonNull(found.get(resource));
            String expected = cleanupPolicy(topic);
            String actual = settings.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
            if (!expected.equals(actual)) {
                throw new IllegalStateException("topic %s: cleanup.policy is '%s', but must be '%s'"
                        .formatted(resource.name(), actual, expected));
            }
            String largest = settings.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value();
            if (Long.parseLong(largest) < MAX_RECORD_BYTES) {
                throw new IllegalStateException("topic %s: max.message.bytes is %s, but must be at least %d"
                        .formatted(resource.name(), largest, MAX_RECORD_BYTES));
            }
        });
    }

    private Map<ConfigResource, Config> settings(Set<ConfigResource> topics) throws InterruptedException {
        return awaitKnown(() -> admin.describeConfigs(topics).all());
    }

    /** A broker hears of a topic that was just created a moment later. */
    private static <T> T awaitKnown(Supplier<KafkaFuture<T>> question) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return await(question.get());
            } catch (UnknownTopicOrPartitionException e) {
                if (attempt == KNOWN_AFTER_ATTEMPTS) {
                    throw e;
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    private static String cleanupPolicy(Topic<?> topic) {
        return topic.cleanup().settings().getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "");
    }

    private static <T> T await(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        }
    }
}
