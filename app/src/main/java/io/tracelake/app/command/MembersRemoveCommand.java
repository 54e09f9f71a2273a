package io.tracelake.app.command;

import io.tracelake.app.service.NamedProject;
import io.tracelake.app.service.OpenedOrganization;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The end of a membership. */
@Command(name = "remove", description = "Removes a member from a project.")
final class MembersRemoveCommand extends MemberCommand {
    @Mixin
    private final Confirmation confirmation = new Confirmation();

    MembersRemoveCommand(CommonOptions common) {
        super(common);
    }

    @Override
    void run(OpenedOrganization organization, NamedProject named, String userId) {
        confirmation.require("Remove user '" + userId + "' from project " + named);
        organization.service().removeMember(named.id(), userId);
        printDone(named, "user", userId, "removed");
    }
}
