package io.tracelake.app.command;

import io.tracelake.client.organizations.Role;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that bring somebody into a project. */
final class MembershipOptions {
    @Option(names = "--email", required = true, paramLabel = "<address>", description = "E-mail address of the person")
    private String email = "";

    @Option(
            names = "--organization-role",
            paramLabel = "<role>",
            description =
                    "Role in the organization, at least that in the project: ${COMPLETION-CANDIDATES}. Needed unless"
                            + " --project-only is given or the person is in the organization already")
    private @Nullable Role organizationRole;

    @Option(names = "--project-only", description = "Into the project, but not into the organization")
    private boolean projectOnly;

    String email() {
        return email;
    }

    @Nullable Role organizationRole() {
        return organizationRole;
    }

    boolean projectOnly() {
        return projectOnly;
    }
}
