package io.tracelake.streams.topology;

import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.Topics;
import io.tracelake.streams.fact.FactProcessor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where counting begins. From then on a missing offset is an error, as is one whose records are gone: with Kafka's
 * resets both would be passed over in silence.
 */
public final class FirstOffsets {
    private static final Logger LOG = LoggerFactory.getLogger(FirstOffsets.class);

    private final Admin admin;
    private final KafkaConfig kafka;

    public FirstOffsets(Admin admin, KafkaConfig kafka) {
        this.admin = admin;
        this.kafka = kafka;
    }

    /**
     * Commits the beginning of each partition of {@code traces} that has no offset yet.
     *
     * @throws IllegalStateException if there was one once: Kafka forgets the offsets of a group that is away for long
     */
    public void commitMissing() throws InterruptedException {
        String group = UsageProperties.applicationId(kafka);
        var committed = committed(group);
        var missing = new HashMap<TopicPartition, OffsetSpec>();
        for (TopicPartition partition : partitions()) {
            if (committed.get(partition) == null) {
                missing.put(partition, OffsetSpec.earliest());
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        if (hasCountedBefore()) {
            throw new IllegalStateException(
                    "group %s: its offset of %s is gone, though it has counted before; counting again from the beginning"
                                    .formatted(
                                            group, missing.keySet().iterator().next())
                            + " would count twice (docs/architecture.md, Usage, says what can be done)");
        }
        var beginnings = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var beginning : await(admin.listOffsets(missing).all()).entrySet()) {
            ListOffsetsResultInfo first = beginning.getValue();
            beginnings.put(beginning.getKey(), new OffsetAndMetadata(first.offset()));
        }
        try {
            await(admin.alterConsumerGroupOffsets(group, beginnings).all());
        } catch (UnknownMemberIdException | GroupNotEmptyException another) {
            // The group has members: an instance that started a moment earlier has done it.
            LOG.debug("offsets of {} are left to its members: {}", group, another.getMessage());
        }
    }

    /** The topics that Kafka Streams keeps the state in come after the first offsets. */
    private boolean hasCountedBefore() throws InterruptedException {
        String state = UsageProperties.applicationId(kafka) + "-" + FactProcessor.STORE + "-changelog";
        return await(admin.listTopics(new ListTopicsOptions().listInternal(true))
                        .names())
                .contains(state);
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(String group) throws InterruptedException {
        try {
            return await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        } catch (GroupIdNotFoundException neverRan) {
            return Map.of();
        }
    }

    private Iterable<TopicPartition> partitions() throws InterruptedException {
        String topic = kafka.topic(Topics.TRACES);
        var described = await(admin.describeTopics(List.of(topic)).allTopicNames());
        return Objects.requireNonNull(described.get(topic)).partitions().stream()
                .map(TopicPartitionInfo::partition)
                .map(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    private static <T> T await(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        }
    }
}
