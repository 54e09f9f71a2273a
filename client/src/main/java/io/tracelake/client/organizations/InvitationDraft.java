package io.tracelake.client.organizations;

import org.jspecify.annotations.Nullable;

/**
 * Somebody without an account, to be invited into a project.
 *
 * @param role in the project once the invitation is accepted
 * @param organizationRole in the organization once it is accepted; at least the role in the project
 * @param projectOnly true gives access to the project only
 */
public record InvitationDraft(
        String email, Role role, @Nullable Role organizationRole, boolean projectOnly) {
    /** Into the project only, as a member. */
    public InvitationDraft(String email) {
        this(email, Role.MEMBER, null, true);
    }
}
