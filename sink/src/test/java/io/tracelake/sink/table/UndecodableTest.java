package io.tracelake.sink.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.TopicProvisioning;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.UndecodableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UndecodableTest {
    @Test
    void cutsAPayloadThatWouldNotFitAndSaysSo() {
        byte[] payload = new byte[TopicProvisioning.MAX_RECORD_BYTES];
        Arrays.fill(payload, (byte) 0xFF);

        DeadLetter letter = deadLetter("p/t".getBytes(StandardCharsets.UTF_8), payload);

        assertThat(letter.getDetail())
                .contains("the first 8388608 of 16777216 bytes")
                .doesNotContain("\n");
        assertThat(Topics.DEAD_LETTERS.encode(letter)).hasSizeLessThan(TopicProvisioning.MAX_RECORD_BYTES * 3 / 4);
    }

    @Test
    void knowsNoProjectWithoutAReadableKey() {
        assertThat(deadLetter(null, new byte[0]).getProjectId()).isNull();
        assertThat(deadLetter(new byte[] {(byte) 0xFF}, new byte[0]).getProjectId())
                .isNull();
    }

    private static DeadLetter deadLetter(byte @Nullable [] key, byte[] payload) {
        return Undecodable.deadLetter(
                LakeTables.TRACES, new ConsumerRecord<>("t.traces", 0, 5, key, payload), cause(payload), Instant.EPOCH);
    }

    private static UndecodableRecordException cause(byte[] payload) {
        try {
            Topics.TRACES.decode(payload);
        } catch (UndecodableRecordException e) {
            return e;
        }
        throw new AssertionError("decodable");
    }
}
