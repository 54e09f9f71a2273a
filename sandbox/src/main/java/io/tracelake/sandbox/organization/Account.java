package io.tracelake.sandbox.organization;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A user with an account; without an organisation role they belong to single projects at most. */
public record Account(
        String id,
        String email,
        String firstName,
        String lastName,
        @Nullable Role organizationRole,
        Instant createdAt) {
    Account withOrganizationRole(Role role) {
        return new Account(id, email, firstName, lastName, role, createdAt);
    }
}
