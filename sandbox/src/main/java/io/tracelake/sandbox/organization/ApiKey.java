package io.tracelake.sandbox.organization;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key of one project.
 *
 * @param serviceMade true if the service made it on its own and so can show its secret again
 * @param expiresAt from then on it opens nothing; null for never
 */
public record ApiKey(
        String id,
        String note,
        boolean serviceMade,
        Instant createdAt,
        @Nullable Instant expiresAt,
        KeyPair pair) {

    public boolean isLive(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt);
    }

    ApiKey withNote(String newNote) {
        return new ApiKey(id, newNote, serviceMade, createdAt, expiresAt, pair);
    }
}
