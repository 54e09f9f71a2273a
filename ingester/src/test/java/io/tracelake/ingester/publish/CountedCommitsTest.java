package io.tracelake.ingester.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tracelake.ingester.metrics.IngesterMeters;
import io.tracelake.ingester.simulation.CommittedLog;
import io.tracelake.ingester.state.Known;
import io.tracelake.ingester.state.ProjectState;
import io.tracelake.ingester.state.StateKey;
import io.tracelake.schemas.DeadLetterReason;
import io.tracelake.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CountedCommitsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(Cluster.empty(), true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final PartitionWriter writer =
            new PartitionWriter(producer, 0, step -> {}, new IngesterMeters(registry, CommittedLog.KAFKA));

    @BeforeEach
    void begin() {
        producer.initTransactions();
    }

    @Test
    void countsARevisionOnceItIsCommitted() {
        writer.commit(List.of(revision("a"), revision("b"), state()));

        assertThat(revisions()).isEqualTo(2);
        assertThat(registry.get("tracelake.ingester.commit.duration").timer().count())
                .isEqualTo(1);
    }

    @Test
    void countsNothingThatWasNotCommitted() {
        producer.commitTransactionException = new ProducerFencedException("another");

        assertThatThrownBy(() -> writer.commit(List.of(revision("a")))).isInstanceOf(PartitionLostException.class);

        assertThat(revisions()).isZero();
        assertThat(lost("fenced")).isEqualTo(1);
        assertThat(lost("failed")).isZero();
        assertThatThrownBy(() -> writer.commit(List.of(revision("a")))).isInstanceOf(PartitionLostException.class);
        assertThat(lost("fenced")).isEqualTo(1);
    }

    @Test
    void countsADeadLetterWithItsTransaction() {
        var outbox = new Outbox("p", CommittedLog.KAFKA, writer, new ProjectState(), NOW);
        outbox.add(
                DeadLetters.letter("p", Topics.TRACES, DeadLetterReason.MALFORMED, "detail", "{}", "source", NOW),
                StateKey.malformed("p", 7),
                new Known(7, 1, 0, 0, 0, false));
        assertThat(deadLetters()).isZero();

        outbox.flush();
        assertThat(deadLetters()).isEqualTo(1);
        outbox.proveOwnership();
        assertThat(deadLetters()).isEqualTo(1);
    }

    private static ProducerRecord<byte[], byte[]> revision(String id) {
        return new ProducerRecord<>(Topics.TRACES.name(), id.getBytes(StandardCharsets.UTF_8), new byte[1]);
    }

    private static ProducerRecord<byte[], byte[]> state() {
        return new ProducerRecord<>(Topics.INGEST_STATE.name(), new byte[1], new byte[1]);
    }

    private double revisions() {
        return registry.get("tracelake.ingester.revisions")
                .tag("topic", "traces")
                .counter()
                .count();
    }

    private double lost(String cause) {
        return registry.get("tracelake.ingester.partitions.lost")
                .tag("cause", cause)
                .counter()
                .count();
    }

    private double deadLetters() {
        return registry.get("tracelake.ingester.dead.letters")
                .tag("reason", "malformed")
                .counter()
                .count();
    }
}
