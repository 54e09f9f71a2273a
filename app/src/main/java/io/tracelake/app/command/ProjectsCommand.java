package io.tracelake.app.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "projects",
        description = "Looks after the projects of the organization.",
        subcommands = {
            ProjectsListCommand.class,
            ProjectsCreateCommand.class,
            ProjectsGetCommand.class,
            ProjectsRenameCommand.class,
            ProjectsDeleteCommand.class
        },
        synopsisSubcommandLabel = "<command>")
final class ProjectsCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command: list, create, get, rename or delete?");
    }
}
