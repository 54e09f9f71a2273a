package io.tracelake.ingester.state;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** One reading of a partition of {@code ingest-state} from its beginning to what is its end offset now. */
final class StateScan {
    private static final Duration POLL = Duration.ofMillis(200);
    static final Duration LONGEST_STALL = Duration.ofSeconds(60);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final Duration longestStall;

    StateScan(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        this(consumer, partition, LONGEST_STALL);
    }

    /** @param consumer reads committed records only and has no offset reset; its assignment is replaced */
    StateScan(Consumer<byte[], byte[]> consumer, TopicPartition partition, Duration longestStall) {
        this.consumer = consumer;
        this.partition = partition;
        this.longestStall = longestStall;
    }

    /** @throws KafkaException if the partition can't be read to its end */
    void forEach(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> action) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end =
                Objects.requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
        long reached = consumer.position(partition);
        Instant progress = Instant.now();
        while (reached < end) {
            consumer.poll(POLL).forEach(action);
            long position = consumer.position(partition);
            if (position > reached) {
                reached = position;
                progress = Instant.now();
            } else if (Duration.between(progress, Instant.now()).compareTo(longestStall) > 0) {
                throw new KafkaException(partition + " can't be read beyond offset " + position + " of " + end);
            }
        }
    }
}
