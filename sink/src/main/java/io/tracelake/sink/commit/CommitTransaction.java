package io.tracelake.sink.commit;

import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.LakeCommit;
import io.tracelake.schemas.TopicProvisioning;
import io.tracelake.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The transaction that makes a rollover true: commit records, dead letters and offsets, or nothing.
 *
 * <p>An instance that no longer owns its partitions is refused: the offsets carry the group's generation, and Kafka
 * rejects those of an older one (KIP-447). After any exception the outcome of {@link #commit} is unknown; close this
 * and {@link #begin} a new one with the same id, which settles it.
 */
public final class CommitTransaction implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final KafkaConfig kafka;
    private final Producer<byte @Nullable [], byte[]> producer;
    private final Consumer<CommitStep> steps;

    /** Makes no call yet. */
    public CommitTransaction(KafkaConfig kafka, String transactionalId, Consumer<CommitStep> steps) {
        this.kafka = kafka;
        this.steps = steps;
        this.producer = new KafkaProducer<>(
                kafka.client(
                        // A killed instance must not keep its successor waiting for long.
                        Map.of(
                                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000,
                                ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000,
                                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
                                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000,
                                ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd",
                                ProducerConfig.CLIENT_ID_CONFIG, kafka.topicPrefix() + "sink"),
                        Map.of(
                                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                                transactionalId,
                                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                                true,
                                ProducerConfig.ACKS_CONFIG,
                                "all",
                                // Room for a record of the largest size and its envelope.
                                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                                TopicProvisioning.MAX_RECORD_BYTES)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Settles what an earlier transaction of the same id left open. Comes before everything else. */
    public void begin() {
        producer.initTransactions();
    }

    /**
     * Puts everything into a transaction. If this throws, nothing of it is ever committed; if not, no other instance owns
     * the partitions so far.
     *
     * @throws CommitFailedException if the group has moved on without this instance
     */
    public void prepare(List<LakeCommit> commits, List<DeadLetter> deadLetters, ConsumerGroupMetadata group) {
        // Without a generation Kafka would not fence at all.
        if (group.generationId() < 0) {
            throw new CommitFailedException("not a member of the group " + group.groupId());
        }
        producer.beginTransaction();
        steps.accept(CommitStep.TRANSACTION_BEGUN);
        commits.forEach(this::send);
        deadLetters.forEach(this::send);
        producer.flush();
        steps.accept(CommitStep.RECORDS_SENT);
        producer.sendOffsetsToTransaction(offsets(commits), group);
        steps.accept(CommitStep.OFFSETS_SENT);
    }

    public void commit() {
        producer.commitTransaction();
        steps.accept(CommitStep.COMMITTED);
    }

    private void send(LakeCommit commit) {
        String key = commit.getTopic() + "-" + commit.getPartition();
        // A send that fails makes the commit fail.
        var _ = producer.send(new ProducerRecord<>(
                kafka.topic(Topics.LAKE_COMMITS),
                key.getBytes(StandardCharsets.UTF_8),
                Topics.LAKE_COMMITS.encode(commit)));
    }

    private void send(DeadLetter letter) {
        String project = letter.getProjectId();
        var _ = producer.send(new ProducerRecord<>(
                kafka.topic(Topics.DEAD_LETTERS),
                project == null ? null : project.getBytes(StandardCharsets.UTF_8),
                Topics.DEAD_LETTERS.encode(letter)));
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(List<LakeCommit> commits) {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (LakeCommit commit : commits) {
            offsets.put(
                    new TopicPartition(commit.getTopic(), commit.getPartition()),
                    new OffsetAndMetadata(commit.getNextOffset(), commit.getCommitId()));
        }
        return offsets;
    }

    /** Aborts what is not committed. */
    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
