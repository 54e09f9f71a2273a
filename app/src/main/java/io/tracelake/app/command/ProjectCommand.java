package io.tracelake.app.command;

import io.tracelake.app.output.Cells;
import io.tracelake.app.service.NamedProject;
import io.tracelake.app.service.OpenedOrganization;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command that asks the organizations service about one project. */
abstract class ProjectCommand extends OrganizationCommand {
    @Option(
            names = "--project",
            paramLabel = "<id or name>",
            description = "The project; may be left out if there is only one")
    private @Nullable String project;

    ProjectCommand(CommonOptions common) {
        super(common);
    }

    /** Asks and prints. */
    abstract void run(OpenedOrganization organization, NamedProject named);

    @Override
    final void run(OpenedOrganization organization) {
        run(organization, organization.find(project));
    }

    /**
     * Says what has happened to a part of the project.
     *
     * @param what for example {@code key}
     * @param done for example {@code deleted}
     */
    final void printDone(NamedProject named, String what, String id, String done) {
        printLines(
                document ->
                        document.text("projectId", named.id()).text("id", id).text("done", done),
                () -> List.of(Cells.printable(what + " '" + id + "' of project " + named + " is " + done)));
    }
}
