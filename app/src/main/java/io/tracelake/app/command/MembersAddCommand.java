package io.tracelake.app.command;

import io.tracelake.app.service.MemberText;
import io.tracelake.app.service.NamedProject;
import io.tracelake.app.service.OpenedOrganization;
import io.tracelake.client.organizations.MemberDraft;
import io.tracelake.client.organizations.Role;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Somebody with an account becomes a member. */
@Command(
        name = "add",
        description = "Adds somebody who has an account to a project; 'invitations send' is for those who have none.")
final class MembersAddCommand extends ProjectCommand {
    @Mixin
    private final MembershipOptions membership = new MembershipOptions();

    @Option(
            names = "--role",
            required = true,
            paramLabel = "<role>",
            description = "Role in the project: ${COMPLETION-CANDIDATES}")
    private Role role = Role.MEMBER;

    MembersAddCommand(CommonOptions common) {
        super(common);
    }

    @Override
    void run(OpenedOrganization organization, NamedProject named) {
        var draft = new MemberDraft(membership.email(), role, membership.organizationRole(), membership.projectOnly());
        var member = organization.service().addMember(named.id(), draft);
        print(
                document -> document.text("projectId", named.id())
                        .object("member", object -> MemberText.members(object, member)),
                MemberText.table(List.of(member)));
    }
}
