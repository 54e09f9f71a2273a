package io.tracelake.app.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "keys",
        description = "Looks after the API keys of a project.",
        subcommands = {
            KeysListCommand.class,
            KeysCreateCommand.class,
            KeysUpdateCommand.class,
            KeysDeleteCommand.class,
            KeysRotateCommand.class
        },
        synopsisSubcommandLabel = "<command>")
final class KeysCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command: list, create, update, delete or rotate?");
    }
}
