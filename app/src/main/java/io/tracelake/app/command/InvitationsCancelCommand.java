package io.tracelake.app.command;

import io.tracelake.app.service.NamedProject;
import io.tracelake.app.service.OpenedOrganization;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** An invitation is taken back. */
@Command(name = "cancel", description = "Takes an invitation back.")
final class InvitationsCancelCommand extends ProjectCommand {
    @Parameters(paramLabel = "<invitation id>", description = "Id of the invitation")
    private String invitationId = "";

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    InvitationsCancelCommand(CommonOptions common) {
        super(common);
    }

    @Override
    void run(OpenedOrganization organization, NamedProject named) {
        confirmation.require("Cancel invitation '" + invitationId + "' into project " + named);
        organization.service().cancelInvitation(named.id(), invitationId);
        printDone(named, "invitation", invitationId, "cancelled");
    }
}
