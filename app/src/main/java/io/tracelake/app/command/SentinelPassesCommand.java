package io.tracelake.app.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "sentinel-passes",
        description = "Looks after the sentinel passes of a project.",
        subcommands = {SentinelPassesListCommand.class, SentinelPassesCreateCommand.class},
        synopsisSubcommandLabel = "<command>")
final class SentinelPassesCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command: list or create?");
    }
}
