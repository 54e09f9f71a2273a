package io.tracelake.app.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "members",
        description = "Looks after the members of a project.",
        subcommands = {
            MembersListCommand.class,
            MembersAddCommand.class,
            MembersSetRoleCommand.class,
            MembersRemoveCommand.class,
            MembersDenyCommand.class,
            MembersRestoreCommand.class
        },
        synopsisSubcommandLabel = "<command>")
final class MembersCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "which command: list, add, set-role, remove, deny or restore?");
    }
}
