package io.tracelake.app.command;

import io.tracelake.app.service.MemberText;
import io.tracelake.app.service.NamedProject;
import io.tracelake.app.service.OpenedOrganization;
import io.tracelake.client.organizations.Role;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Another role. */
@Command(name = "set-role", description = "Gives a member of a project another role in it.")
final class MembersSetRoleCommand extends MemberCommand {
    @Option(
            names = "--role",
            required = true,
            paramLabel = "<role>",
            description = "Role in the project: ${COMPLETION-CANDIDATES}")
    private Role role = Role.MEMBER;

    MembersSetRoleCommand(CommonOptions common) {
        super(common);
    }

    @Override
    void run(OpenedOrganization organization, NamedProject named, String userId) {
        var member = organization.service().changeRole(named.id(), userId, role);
        print(
                document -> document.text("projectId", named.id())
                        .object("member", object -> MemberText.members(object, member)),
                MemberText.table(List.of(member)));
    }
}
