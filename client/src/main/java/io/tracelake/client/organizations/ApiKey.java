package io.tracelake.client.organizations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key of a project as it may be shown. Only the id is certain: an attribute that is absent, null or of another kind
 * than expected is null here.
 *
 * @param note its label
 * @param displaySecretKey the secret, masked by the service; null if it comes unmasked
 * @param expiresAt null: never, as far as the service says
 */
public record ApiKey(
        String id,
        @Nullable String note,
        @Nullable String publicKey,
        @Nullable String displaySecretKey,
        @Nullable Instant createdAt,
        @Nullable Instant expiresAt) {}
