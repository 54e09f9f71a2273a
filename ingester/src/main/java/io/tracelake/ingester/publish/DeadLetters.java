package io.tracelake.ingester.publish;

import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.DeadLetterReason;
import io.tracelake.schemas.Topic;
import io.tracelake.schemas.TopicProvisioning;
import java.time.Instant;
import java.util.List;

/** How a dead letter is written. */
public final class DeadLetters {
    /** Room is left for the key and the batch around the value. */
    static final int MAX_VALUE_BYTES = TopicProvisioning.MAX_RECORD_BYTES - 64 * 1024;

    /** A character takes up to three bytes in UTF-8. */
    private static final int MAX_PAYLOAD_CHARS = MAX_VALUE_BYTES / 3 - 64 * 1024;

    private static final String CUT = "; the payload is cut, it has ";
    private static final String WITHHELD = "; the payload leaves out what isn't carried";

    /** What the detail says of a payload that lacks something: here, or where the record was read. */
    private static final List<String> PARTS =
            List.of(WITHHELD, " is cut, it has ", " bytes, more than can be read", "not an object, and of ");

    private DeadLetters() {}

    /** Whether the payload is all that was received, so that it can be read once more. */
    public static boolean isWhole(DeadLetter letter) {
        return PARTS.stream().noneMatch(letter.getDetail()::contains);
    }

    /** The detail of a letter whose payload leaves out what must not be carried. */
    static String withheld(String detail) {
        return detail + WITHHELD;
    }

    static DeadLetter letter(
            String projectId,
            Topic<?> stream,
            DeadLetterReason reason,
            String detail,
            String payload,
            String source,
            Instant observedAt) {
        boolean cut = payload.length() > MAX_PAYLOAD_CHARS;
        return new DeadLetter(
                projectId,
                stream.name(),
                reason,
                cut ? detail + CUT + payload.length() + " characters" : detail,
                cut ? payload.substring(0, MAX_PAYLOAD_CHARS) : payload,
                source,
                observedAt);
    }
}
