package io.tracelake.sink.table;

import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.DeadLetterReason;
import io.tracelake.schemas.TopicProvisioning;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.UndecodableRecordException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What becomes of a record whose bytes are no row of its table. */
public final class Undecodable {
    /** Bytes of payload kept, so that the dead letter, even in Base64, fits into a record. */
    static final int MAX_PAYLOAD_BYTES = TopicProvisioning.MAX_RECORD_BYTES / 2;

    private Undecodable() {}

    /** The dead letter that carries the record's payload, as text if it is UTF-8, and where it stands. */
    public static DeadLetter deadLetter(
            LakeTable table,
            ConsumerRecord<byte[], byte[]> unreadable,
            UndecodableRecordException cause,
            Instant observedAt) {
        byte[] payload = unreadable.value() == null ? new byte[0] : unreadable.value();
        String detail = String.valueOf(cause.getMessage());
        if (payload.length > MAX_PAYLOAD_BYTES) {
            detail += " (payload cut: the first %d of %d bytes)".formatted(MAX_PAYLOAD_BYTES, payload.length);
            payload = Arrays.copyOf(payload, MAX_PAYLOAD_BYTES);
        }
        return DeadLetter.newBuilder()
                .setProjectId(project(unreadable.key()))
                .setStream(table.topic().name())
                .setReason(DeadLetterReason.UNDECODABLE)
                .setDetail(detail.replaceAll("\\R", " "))
                .setPayload(text(payload))
                .setSource("%s-%d-%d".formatted(unreadable.topic(), unreadable.partition(), unreadable.offset()))
                .setObservedAt(observedAt)
                .build();
    }

    private static String text(byte[] payload) {
        String text = utf8(payload);
        return text == null ? "base64:" + Base64.getEncoder().encodeToString(payload) : text;
    }

    private static @Nullable String project(byte @Nullable [] key) {
        String text = key == null ? null : utf8(key);
        return text == null ? null : Topics.projectOf(text);
    }

    private static @Nullable String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notText) {
            return null;
        }
    }
}
