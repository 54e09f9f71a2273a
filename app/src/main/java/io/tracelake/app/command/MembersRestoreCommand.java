package io.tracelake.app.command;

import io.tracelake.app.service.NamedProject;
import io.tracelake.app.service.OpenedOrganization;
import io.tracelake.client.organizations.Role;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A member is let in again. */
@Command(name = "restore", description = "Lets a member whose access was denied into a project again.")
final class MembersRestoreCommand extends MemberCommand {
    @Option(
            names = "--role",
            paramLabel = "<role>",
            description = "Role in the project: ${COMPLETION-CANDIDATES} (default: the one before)")
    private @Nullable Role role;

    MembersRestoreCommand(CommonOptions common) {
        super(common);
    }

    @Override
    void run(OpenedOrganization organization, NamedProject named, String userId) {
        organization.service().restoreAccess(named.id(), userId, role);
        printDone(named, "user", userId, "restored");
    }
}
