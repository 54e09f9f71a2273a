package io.tracelake.app.command;

import io.tracelake.app.service.NamedProject;
import io.tracelake.app.service.OpenedOrganization;
import io.tracelake.app.service.OrganizationProjectText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Another name. */
@Command(name = "rename", description = "Gives a project another name. Needs the role of an admin in it.")
final class ProjectsRenameCommand extends ProjectCommand {
    @Option(names = "--name", required = true, paramLabel = "<name>", description = "The new name")
    private String name = "";

    ProjectsRenameCommand(CommonOptions common) {
        super(common);
    }

    @Override
    void run(OpenedOrganization organization, NamedProject named) {
        var project = organization.service().renameProject(named.id(), name);
        print(
                document -> document.object("project", object -> OrganizationProjectText.members(object, project)),
                OrganizationProjectText.table(List.of(project)));
    }
}
