package io.tracelake.app.command;

import io.tracelake.app.service.NamedProject;
import io.tracelake.app.service.OpenedOrganization;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** An invitation goes out once more. */
@Command(name = "resend", description = "Sends an invitation again.")
final class InvitationsResendCommand extends ProjectCommand {
    @Parameters(paramLabel = "<invitation id>", description = "Id of the invitation")
    private String invitationId = "";

    InvitationsResendCommand(CommonOptions common) {
        super(common);
    }

    @Override
    void run(OpenedOrganization organization, NamedProject named) {
        organization.service().resendInvitation(named.id(), invitationId);
        printDone(named, "invitation", invitationId, "sent again");
    }
}
