package io.tracelake.sandbox.organization;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invitation of somebody without an account.
 *
 * @param organizationRole on acceptance; null for the project role, or for none at all if {@code projectOnly}
 */
public record Invitation(
        String id,
        String email,
        Role role,
        @Nullable Role organizationRole,
        boolean projectOnly,
        Status status,
        Instant createdAt) {

    public static Invitation create(Grant grant, Instant now) {
        return new Invitation(
                Ids.next(),
                grant.email(),
                grant.role(),
                grant.organizationRole(),
                grant.projectOnly(),
                Status.PENDING,
                now);
    }

    Invitation withStatus(Status next) {
        return new Invitation(id, email, role, organizationRole, projectOnly, next, createdAt);
    }

    public enum Status {
        PENDING,
        ACCEPTED,
        CANCELLED
    }
}
