package io.tracelake.app.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "invitations",
        description = "Looks after the invitations into a project.",
        subcommands = {
            InvitationsSendCommand.class,
            InvitationsListCommand.class,
            InvitationsResendCommand.class,
            InvitationsCancelCommand.class
        },
        synopsisSubcommandLabel = "<command>")
final class InvitationsCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command: send, list, resend or cancel?");
    }
}
