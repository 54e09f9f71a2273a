package io.tracelake.sandbox.organization;

import org.jspecify.annotations.Nullable;

/** Who is to get which role in a project, and which in the organisation. */
public record Grant(String email, Role role, @Nullable Role organizationRole, boolean projectOnly) {
    public Grant {
        email = Texts.email(email);
        if (organizationRole != null && !projectOnly && role.exceeds(organizationRole)) {
            throw RuleException.invalidField("organization_role", "must not be below role");
        }
    }
}
