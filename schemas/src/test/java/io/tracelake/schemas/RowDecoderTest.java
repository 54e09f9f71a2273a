package io.tracelake.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.util.RandomData;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowDecoderTest {
    private static final RowDecoder TRACES = new RowDecoder(Topics.TRACES);

    /** Of a single-object encoding: a marker that begins like the umlaut, and the schema's fingerprint. */
    private static final int HEADER_BYTES = 10;

    private static Trace.Builder trace() {
        return Trace.newBuilder()
                .setProjectId("p")
                .setTraceId("t")
                .setRevision(3)
                .setObservedAt(Instant.EPOCH)
                .setTimestamp(Instant.ofEpochSecond(-1, 123_456_000));
    }

    @Test
    void givesTextsAsBytesAndTimesAndDecimalsAsTheyAreWritten() {
        var row = TRACES.decode(Topics.TRACES.encode(trace().setInput("\"naïve 🦆\"")
                .setTags(List.of("β"))
                .setTotalCost(new BigDecimal("0.000000000258"))
                .build()));

        assertThat(row.get("project_id")).isEqualTo(new Utf8("p"));
        assertThat(row.get("revision")).isEqualTo(3);
        assertThat(row.get("timestamp")).isEqualTo(-876_544L);
        assertThat(row.get("input")).isEqualTo(new Utf8("\"naïve 🦆\""));
        assertThat(row.get("tags")).isEqualTo(List.of(new Utf8("β")));
        assertThat(((GenericFixed) row.get("total_cost")).bytes()).containsExactly(0, 0, 0, 0, 0, 0, 1, 2);
        assertThat(row.get("name")).isNull();
    }

    /** No rows are made of the ingest state, whose parts have grown members. */
    static Stream<Topic<?>> topicsOfRows() {
        return Topics.ALL.stream().filter(topic -> !topic.equals(Topics.INGEST_STATE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("topicsOfRows")
    void readsWhatEveryReleaseWroteAsItWasWritten(Topic<?> topic) throws IOException {
        long seed = System.nanoTime();
        var decoder = new RowDecoder(topic);
        for (Schema writer : ReleasedSchemas.of(topic.name())) {
            var encoder = new BinaryMessageEncoder<GenericRecord>(RowDecoder.MODEL, writer);
            for (Object random : new RandomData(writer, 50, seed, true)) {
                var written = (GenericRecord) random;

                GenericRecord row = decoder.decode(bytes(encoder.encode(written)));

                for (Schema.Field field : writer.getFields()) {
                    assertThat(String.valueOf(row.get(field.name())))
                            .as("%s, seed %d", field.name(), seed)
                            .isEqualTo(String.valueOf(written.get(field.pos())));
                }
            }
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Test
    void aTextThatIsNotUtf8IsUndecodable() {
        byte[] inAColumn = Topics.TRACES.encode(trace().setName("Zürich").build());
        byte[] inAList =
                Topics.TRACES.encode(trace().setTags(List.of("a", "Zürich")).build());
        for (byte[] bytes : List.of(inAColumn, inAList)) {
            assertThat(TRACES.decode(bytes)).isNotNull();
            breakUmlaut(bytes);

            assertThatThrownBy(() -> TRACES.decode(bytes))
                    .isInstanceOf(UndecodableRecordException.class)
                    .hasMessage("traces: a text is not UTF-8");
        }
    }

    private static void breakUmlaut(byte[] bytes) {
        byte lead = "ü".getBytes(StandardCharsets.UTF_8)[0];
        for (int i = HEADER_BYTES; i < bytes.length; i++) {
            if (bytes[i] == lead) {
                bytes[i + 1] = 'x';
                return;
            }
        }
        throw new AssertionError("no umlaut");
    }

    @Test
    void nothingAndNonsenseAreUndecodable() {
        assertThatThrownBy(() -> TRACES.decode(null)).isInstanceOf(UndecodableRecordException.class);
        assertThatThrownBy(() -> TRACES.decode(new byte[] {1, 2, 3})).isInstanceOf(UndecodableRecordException.class);
    }
}
