package io.tracelake.client.organizations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user in a project. Only the id is certain.
 *
 * @param role in the project, as the service spells it
 * @param projectOnly true if the user isn't a member of the organization
 * @param status such as {@code active} or {@code denied}
 */
public record Member(
        String userId,
        @Nullable String email,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String role,
        @Nullable String organizationRole,
        @Nullable Boolean projectOnly,
        @Nullable String status,
        @Nullable Instant createdAt) {}
