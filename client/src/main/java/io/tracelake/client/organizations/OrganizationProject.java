package io.tracelake.client.organizations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A project as its organization describes it. Only the id is certain: an attribute that is absent, null or of another
 * kind than expected is null here.
 *
 * @param role of the user whose token asked
 * @param extras JSON object text of the other attributes, in the order sent, without any that could hold a secret; null
 *     if there are none
 */
public record OrganizationProject(
        String id,
        @Nullable String name,
        @Nullable Boolean isDefault,
        @Nullable String role,
        @Nullable Integer membersCount,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable String extras) {}
