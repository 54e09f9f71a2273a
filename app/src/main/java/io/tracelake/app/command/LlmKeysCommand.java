package io.tracelake.app.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "llm-keys",
        description =
                "Looks after a project's keys for model providers; 'projects get --include llm-api-keys' lists them.",
        subcommands = {LlmKeysCreateCommand.class, LlmKeysDeleteCommand.class},
        synopsisSubcommandLabel = "<command>")
final class LlmKeysCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command: create or delete?");
    }
}
