package io.tracelake.streams.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.schemas.Topics;
import io.tracelake.schemas.Trace;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ObservedTimeTest {
    private static final Instant NOW = Instant.parse("2026-03-05T12:00:00Z");

    private final ObservedTime time = new ObservedTime(InstantSource.fixed(NOW));

    @Test
    void isWhenTheRevisionWasObserved() {
        assertThat(of(NOW.minusSeconds(60))).isEqualTo(NOW.minusSeconds(60).toEpochMilli());
    }

    @Test
    void isNeverLaterThanNow() {
        assertThat(of(NOW.plusSeconds(86_400_000))).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void isNeverBefore1970() {
        assertThat(of(Instant.parse("1960-01-01T00:00:00Z"))).isZero();
    }

    @Test
    void stepsOverWhatIsNoTrace() {
        var broken = Revision.SERDE.deserializer().deserialize("traces", new byte[] {1, 2});
        assertThat(extract(broken, 77)).isEqualTo(77);
        assertThat(extract(broken, -1)).isZero();
    }

    private long of(Instant observedAt) {
        var trace = Trace.newBuilder()
                .setProjectId("p")
                .setTraceId("t")
                .setRevision(1)
                .setTimestamp(NOW)
                .setObservedAt(observedAt)
                .build();
        return extract(Revision.SERDE.deserializer().deserialize("traces", Topics.TRACES.encode(trace)), 5);
    }

    private long extract(Revision revision, long partitionTime) {
        return time.extract(new ConsumerRecord<>("traces", 0, 0, "p/t", revision), partitionTime);
    }
}
