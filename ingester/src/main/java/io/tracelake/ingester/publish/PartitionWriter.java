package io.tracelake.ingester.publish;

import io.tracelake.ingester.metrics.IngesterMeters;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.TopicProvisioning;
import io.tracelake.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The one writer for the projects of a partition of {@code ingest-state}. Its transactional id names the partition, so a
 * new owner's {@link #open} fences the old one. Commits of several projects wait for each other.
 */
public final class PartitionWriter implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final int ENVELOPE_BYTES = 1024 * 1024;

    private final Producer<byte[], byte[]> producer;
    private final int partition;
    private final Consumer<CommitStep> steps;
    private final IngesterMeters meters;
    private @Nullable PartitionLostException lost;

    /** A writer over a producer whose transactions have been initialised. */
    public PartitionWriter(
            Producer<byte[], byte[]> producer, int partition, Consumer<CommitStep> steps, IngesterMeters meters) {
        this.producer = producer;
        this.partition = partition;
        this.steps = steps;
        this.meters = meters;
    }

    /** Fences every earlier writer of the partition and ends its open transaction. */
    public static PartitionWriter open(
            KafkaConfig kafka, int partition, Consumer<CommitStep> steps, IngesterMeters meters) {
        var producer = new KafkaProducer<>(
                kafka.client(
                        Map.of(
                                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                                "lz4",
                                ProducerConfig.LINGER_MS_CONFIG,
                                5,
                                ProducerConfig.BATCH_SIZE_CONFIG,
                                256 * 1024,
                                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                                60_000),
                        Map.of(
                                ProducerConfig.TRANSACTIONAL_ID_CONFIG, kafka.topicPrefix() + "ingester-" + partition,
                                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                                        TopicProvisioning.MAX_RECORD_BYTES + ENVELOPE_BYTES)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
        return new PartitionWriter(producer, partition, steps, meters);
    }

    public int partition() {
        return partition;
    }

    IngesterMeters meters() {
        return meters;
    }

    /** Marks keys of the ingest state as forgotten. */
    public void forget(String topic, Collection<String> keys) {
        var tombstones = new ArrayList<ProducerRecord<byte[], byte[]>>(keys.size());
        for (String key : keys) {
            tombstones.add(new ProducerRecord<>(topic, partition, key.getBytes(StandardCharsets.UTF_8), null));
        }
        if (!tombstones.isEmpty()) {
            commit(tombstones);
        }
    }

    /**
     * All records or none.
     *
     * @throws PartitionLostException if they were not committed, or may not have been; this writer is then closed, and every
     *     later commit throws the same
     */
    public synchronized void commit(List<ProducerRecord<byte[], byte[]>> records) {
        if (lost != null) {
            throw lost;
        }
        lost = new PartitionLostException("partition " + partition + " has been given up", null, false);
        long begun = System.nanoTime();
        try {
            producer.beginTransaction();
            steps.accept(CommitStep.BEGUN);
            send(records);
            steps.accept(CommitStep.SENT);
            producer.commitTransaction();
            steps.accept(CommitStep.COMMITTED);
            lost = null;
            meters.committed(records);
        } catch (ProducerFencedException | InvalidProducerEpochException | FencedInstanceIdException e) {
            lost = new PartitionLostException("another instance owns partition " + partition + " now", e, true);
            throw lost;
        } catch (KafkaException e) {
            lost = new PartitionLostException(
                    "committing to " + Topics.INGEST_STATE + "-" + partition + ": " + e.getMessage(), e, false);
            throw lost;
        } finally {
            meters.ended(begun);
            if (lost != null) {
                meters.lost(lost.fenced());
                producer.close(Duration.ZERO);
            }
        }
    }

    /** A record that can't be sent fails the commit, so its own future needs no look. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(List<ProducerRecord<byte[], byte[]>> records) {
        records.forEach(producer::send);
        producer.flush();
    }

    @Override
    public synchronized void close() {
        if (lost == null) {
            lost = new PartitionLostException("partition " + partition + " has been given up", null, false);
            producer.close(CLOSE);
        }
    }
}
