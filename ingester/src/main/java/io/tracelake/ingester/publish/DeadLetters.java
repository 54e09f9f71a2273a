package io.tracelake.ingester.publish;

import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.DeadLetterReason;
import io.tracelake.schemas.Topic;
import io.tracelake.schemas.TopicProvisioning;
import java.time.Instant;

/** How a dead letter is written. */
public final class DeadLetters {
    /** Room is left for the key and the batch around the value. */
    static final int MAX_VALUE_BYTES = TopicProvisioning.MAX_RECORD_BYTES - 64 * 1024;

    /** A character takes up to three bytes in UTF-8. */
    private static final int MAX_PAYLOAD_CHARS = MAX_VALUE_BYTES / 3 - 64 * 1024;

    private static final String CUT = "; the payload is cut, it has ";

    private DeadLetters() {}

    /** Whether the payload is only the beginning of what was received. */
    public static boolean isCut(DeadLetter letter) {
        return letter.getDetail().contains(CUT);
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
