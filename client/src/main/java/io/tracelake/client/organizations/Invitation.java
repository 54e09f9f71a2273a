package io.tracelake.client.organizations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invitation into a project. Only the id is certain.
 *
 * @param status such as {@code pending}, {@code accepted} or {@code cancelled}
 */
public record Invitation(
        String id,
        @Nullable String email,
        @Nullable String role,
        @Nullable String organizationRole,
        @Nullable Boolean projectOnly,
        @Nullable String status,
        @Nullable Instant createdAt) {}
