package io.tracelake.app.command;

import io.tracelake.app.service.OpenedOrganization;
import io.tracelake.app.service.OrganizationProjectText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A new project. */
@Command(name = "create", description = "Creates a project. Needs the role of an admin in the organization.")
final class ProjectsCreateCommand extends OrganizationCommand {
    @Option(names = "--name", required = true, paramLabel = "<name>", description = "Name of the project")
    private String name = "";

    ProjectsCreateCommand(CommonOptions common) {
        super(common);
    }

    @Override
    void run(OpenedOrganization organization) {
        var project = organization.service().createProject(name);
        print(
                document -> document.object("project", object -> OrganizationProjectText.members(object, project)),
                OrganizationProjectText.table(List.of(project)));
    }
}
