package io.tracelake.streams.fact;

import io.tracelake.schemas.TopicProvisioning;
import io.tracelake.schemas.TraceFigures;
import io.tracelake.schemas.UndecodableRecordException;
import io.tracelake.schemas.UsageState;
import java.util.Arrays;
import java.util.Base64;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** A record of {@code traces} as usage takes it. */
public sealed interface Revision {
    /** Bytes of a payload that are kept, so that the dead letter fits into a record. */
    int MAX_PAYLOAD_BYTES = TopicProvisioning.MAX_RECORD_BYTES / 2;

    /** Reads every value there can be; only its topic is read this way, nothing is written. */
    Serde<Revision> SERDE = Serdes.serdeFrom(
            (topic, revision) -> {
                throw new UnsupportedOperationException("traces are only read");
            },
            deserializer());

    /** The figures of one revision of a trace. */
    record Decoded(TraceFigures figures) implements Revision {}

    /**
     * Bytes that are no trace.
     *
     * @param payload in Base64 behind {@code base64:}, perhaps cut
     * @param detail why, in one line
     */
    record Undecodable(String payload, String detail) implements Revision {}

    private static Deserializer<Revision> deserializer() {
        return (topic, bytes) -> {
            try {
                return new Decoded(UsageState.FIGURES.decode(bytes));
            } catch (UndecodableRecordException e) {
                return undecodable(bytes == null ? new byte[0] : bytes, String.valueOf(e.getMessage()));
            }
        };
    }

    private static Undecodable undecodable(byte[] bytes, String reason) {
        String detail = reason.replaceAll("\\R", " ");
        byte[] payload = bytes;
        if (bytes.length > MAX_PAYLOAD_BYTES) {
            detail += " (payload cut: the first %d of %d bytes)".formatted(MAX_PAYLOAD_BYTES, bytes.length);
            payload = Arrays.copyOf(bytes, MAX_PAYLOAD_BYTES);
        }
        return new Undecodable("base64:" + Base64.getEncoder().encodeToString(payload), detail);
    }
}
