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
 */
public record Known(long content, int revision, long timestamp, long updatedAt, int silentChanges) {

    /** Whether the state has this time of its last update. */
    public boolean isOf(@Nullable Instant update) {
        return updatedAt == first(content, Instant.EPOCH, update).updatedAt();
    }

    static Known first(long content, Instant timestamp, @Nullable Instant updatedAt) {
        return new Known(content, 1, PackedTime.clamp(timestamp), PackedTime.clamp(updatedAt), 0);
    }

    static Known of(Fingerprint saved) {
        return new Known(
                saved.getContent(),
                saved.getRevision(),
                PackedTime.clamp(saved.getTimestamp()),
                PackedTime.clamp(saved.getUpdatedAt()),
                saved.getSilentChanges());
    }

    public Fingerprint toRecord() {
        return new Fingerprint(
                content, revision, Instant.ofEpochMilli(timestamp), Instant.ofEpochMilli(updatedAt), silentChanges);
    }
}
