package io.tracelake.app.command;

import io.tracelake.app.service.InvitationText;
import io.tracelake.app.service.NamedProject;
import io.tracelake.app.service.OpenedOrganization;
import io.tracelake.client.organizations.InvitationDraft;
import io.tracelake.client.organizations.Role;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Somebody without an account is invited. */
@Command(
        name = "send",
        description = "Invites somebody who has no account into a project; 'members add' is for those who have one.")
final class InvitationsSendCommand extends ProjectCommand {
    @Mixin
    private final MembershipOptions membership = new MembershipOptions();

    @Option(
            names = "--role",
            defaultValue = "MEMBER",
            paramLabel = "<role>",
            description = "Role in the project: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Role role = Role.MEMBER;

    InvitationsSendCommand(CommonOptions common) {
        super(common);
    }

    @Override
    void run(OpenedOrganization organization, NamedProject named) {
        var draft =
                new InvitationDraft(membership.email(), role, membership.organizationRole(), membership.projectOnly());
        var invitation = organization.service().invite(named.id(), draft);
        print(
                document -> document.text("projectId", named.id())
                        .object("invitation", object -> InvitationText.members(object, invitation)),
                InvitationText.table(List.of(invitation)));
    }
}
