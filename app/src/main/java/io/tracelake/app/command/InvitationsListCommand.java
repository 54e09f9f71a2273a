package io.tracelake.app.command;

import io.tracelake.app.service.InvitationText;
import io.tracelake.app.service.NamedProject;
import io.tracelake.app.service.OpenedOrganization;
import picocli.CommandLine.Command;

/** The invitations. */
@Command(name = "list", description = "Lists the invitations into a project.")
final class InvitationsListCommand extends ProjectCommand {
    InvitationsListCommand(CommonOptions common) {
        super(common);
    }

    @Override
    void run(OpenedOrganization organization, NamedProject named) {
        var invitations = organization.service().invitations(named.id());
        print(
                document -> document.text("projectId", named.id())
                        .objects("invitations", invitations, InvitationText::members),
                InvitationText.table(invitations));
    }
}
