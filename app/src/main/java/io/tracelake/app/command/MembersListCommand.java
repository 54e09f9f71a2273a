package io.tracelake.app.command;

import io.tracelake.app.service.MemberText;
import io.tracelake.app.service.NamedProject;
import io.tracelake.app.service.OpenedOrganization;
import picocli.CommandLine.Command;

/** The members, denied ones too. */
@Command(name = "list", description = "Lists the members of a project, also those whose access is denied.")
final class MembersListCommand extends ProjectCommand {
    MembersListCommand(CommonOptions common) {
        super(common);
    }

    @Override
    void run(OpenedOrganization organization, NamedProject named) {
        var members = organization.service().members(named.id());
        print(
                document -> document.text("projectId", named.id()).objects("members", members, MemberText::members),
                MemberText.table(members));
    }
}
