package io.tracelake.ingester.state;

import io.tracelake.schemas.Fingerprint;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the newest carried state of one thing.
 *
 * @param content 64-bit hash of the content
 * @param revision from 1
 * @param timestamp event time, epoch milliseconds
 * @param updatedAt the service's updatedAt, epoch milliseconds; 0 if it sent none
 * @param silentChanges changes carried in a row while {@code updatedAt} stood still, at most
 *     {@link RevisionRule#SILENT_CHANGES_ON_TRUST}
 * @param bare whether it is a trace without its texts, because the service couldn't give it whole
 */
public record Known(long content, int revision, long timestamp, long updatedAt, int silentChanges, boolean bare) {
    static Known first(long content, Instant timestamp, @Nullable Instant updatedAt) {
        return new Known(content, 1, PackedTime.clamp(timestamp), PackedTime.clamp(updatedAt), 0, false);
    }

    Known withoutTexts() {
        return new Known(content, revision, timestamp, updatedAt, silentChanges, true);
    }

    static Known of(Fingerprint saved) {
        return new Known(
                saved.getContent(),
                saved.getRevision(),
                PackedTime.clamp(saved.getTimestamp()),
                PackedTime.clamp(saved.getUpdatedAt()),
                saved.getSilentChanges(),
                saved.getBare());
    }

    public Fingerprint toRecord() {
        return new Fingerprint(
                content,
                revision,
                Instant.ofEpochMilli(timestamp),
                Instant.ofEpochMilli(updatedAt),
                silentChanges,
                bare);
    }
}
