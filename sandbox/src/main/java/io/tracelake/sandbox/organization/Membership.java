package io.tracelake.sandbox.organization;

import java.time.Instant;

/**
 * A user's place in one project.
 *
 * @param role while denied: the one that comes back with a restore
 * @param projectOnly the role may exceed the user's role in the organisation
 */
public record Membership(String userId, Role role, boolean projectOnly, boolean denied, Instant createdAt) {
    public Membership(String userId, Role role, boolean projectOnly, Instant createdAt) {
        this(userId, role, projectOnly, false, createdAt);
    }

    Membership withRole(Role newRole) {
        return new Membership(userId, newRole, projectOnly, denied, createdAt);
    }

    Membership withDenied(boolean isDenied) {
        return new Membership(userId, role, projectOnly, isDenied, createdAt);
    }

    boolean isActiveOwner() {
        return role == Role.OWNER && !denied;
    }
}
