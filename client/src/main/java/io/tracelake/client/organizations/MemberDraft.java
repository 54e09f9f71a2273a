package io.tracelake.client.organizations;

import org.jspecify.annotations.Nullable;

/**
 * A user with an account, to be added to a project.
 *
 * @param role in the project
 * @param organizationRole at least the role in the project; the service wants it unless {@code projectOnly}
 * @param projectOnly true leaves the membership in the organization as it is
 */
public record MemberDraft(String email, Role role, @Nullable Role organizationRole, boolean projectOnly) {}
