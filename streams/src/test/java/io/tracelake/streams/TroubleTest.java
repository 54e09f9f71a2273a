package io.tracelake.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.errors.LockException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.TopologyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TroubleTest {
    private static final TopicPartition PARTITION = new TopicPartition("traces", 0);

    static Stream<Throwable> passing() {
        return Stream.of(
                new TimeoutException("away"),
                new StreamsException("task", new KafkaException("sending", new TimeoutException("away"))),
                new StreamsException(new ProducerFencedException("another")),
                new StreamsException(
                        "adding offsets to a transaction",
                        new KafkaException(
                                "in an error state",
                                new KafkaException("no acknowledgment for some previously sent messages"))),
                new StreamsException("task", new OutOfOrderSequenceException("aborted")),
                new StreamsException("task", new InvalidTxnStateException("aborted")),
                new StreamsException("task", new TransactionAbortableException("aborted")),
                new StreamsException("task", new InvalidProducerEpochException("another")),
                new LockException("held"),
                new ProcessorStateException("store", new IOException("disk full")),
                new StreamsException("in process", new ProcessorStateException("store", new IOException("disk full"))));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void isTriedAgain(Throwable trouble) {
        assertThat(Trouble.passes(trouble)).isTrue();
    }

    static Stream<Throwable> lasting() {
        return Stream.of(
                new SaslAuthenticationException("who?"),
                new StreamsException(new TopicAuthorizationException(Set.of("t"))),
                new UnsupportedVersionException("old broker"),
                new SerializationException("bug"),
                new TopologyException("bug"),
                new StreamsException(lost()),
                new StreamsException(new IllegalStateException("bug")),
                new StreamsException("task", new RecordTooLargeException("for ever")),
                new StreamsException("usage-changes-repartition has invalid partitions"),
                new KafkaException("constructing", new ConfigException("security.protocol", "NONSENSE")),
                new NullPointerException("bug"));
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void endsTheRole(Throwable trouble) {
        assertThat(Trouble.passes(trouble)).isFalse();
    }

    @Test
    void isDescribedByItsCauseInOneLine() {
        var tooLarge = new RecordTooLargeException("too\nlarge");
        assertThat(Trouble.describe(
                        new StreamsException("task 0_1", new KafkaException("in an error state", tooLarge))))
                .isEqualTo("streams: RecordTooLargeException: too large");
        assertThat(Trouble.describe(new KafkaException("alone"))).isEqualTo("streams: KafkaException: alone");
        assertThat(Trouble.describe(new StreamsException(lost())))
                .startsWith("streams: records of traces were deleted before they were counted: ");
        assertThat(Trouble.describe(new StreamsException(new NoOffsetForPartitionException(PARTITION))))
                .startsWith("streams: nobody knows how far traces has been counted: ");
    }

    private static OffsetOutOfRangeException lost() {
        return new OffsetOutOfRangeException(Map.of(PARTITION, 5L));
    }
}
