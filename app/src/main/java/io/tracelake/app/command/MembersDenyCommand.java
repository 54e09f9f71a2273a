package io.tracelake.app.command;

import io.tracelake.app.service.NamedProject;
import io.tracelake.app.service.OpenedOrganization;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A member is locked out. */
@Command(name = "deny", description = "Locks a member out of a project; 'members restore' lets them in again.")
final class MembersDenyCommand extends MemberCommand {
    @Mixin
    private final Confirmation confirmation = new Confirmation();

    MembersDenyCommand(CommonOptions common) {
        super(common);
    }

    @Override
    void run(OpenedOrganization organization, NamedProject named, String userId) {
        confirmation.require("Deny user '" + userId + "' access to project " + named);
        organization.service().denyAccess(named.id(), userId);
        printDone(named, "user", userId, "denied");
    }
}
