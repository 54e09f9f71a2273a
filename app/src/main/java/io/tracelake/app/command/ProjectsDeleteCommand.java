package io.tracelake.app.command;

import io.tracelake.app.output.Cells;
import io.tracelake.app.service.OpenedOrganization;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The end of a project. Which one has to be said, even if there is only one. */
@Command(
        name = "delete",
        description = "Deletes a project with all that it has at the service. Needs the role of its owner. What is in"
                + " the lake already stays there.")
final class ProjectsDeleteCommand extends OrganizationCommand {
    @Option(names = "--project", required = true, paramLabel = "<id or name>", description = "The project")
    private String project = "";

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    ProjectsDeleteCommand(CommonOptions common) {
        super(common);
    }

    @Override
    void run(OpenedOrganization organization) {
        var named = organization.find(project);
        confirmation.require("Delete project " + named);
        organization.service().deleteProject(named.id());
        printLines(
                document -> document.text("id", named.id()).text("done", "deleted"),
                () -> List.of(Cells.printable("project " + named + " is deleted")));
    }
}
