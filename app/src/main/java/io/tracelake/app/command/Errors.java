package io.tracelake.app.command;

import io.tracelake.app.config.ConfigurationException;
import io.tracelake.app.config.KafkaRefusal;
import io.tracelake.app.log.LogOutput;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a user reads when a command fails: one line on standard error. */
final class Errors {
    private Errors() {}

    static int usage(ParameterException error) {
        var command = error.getCommandLine();
        print(
                command,
                error.getMessage() + suggestion(error) + " (see '"
                        + command.getCommandSpec().qualifiedName() + " --help')");
        return ExitStatus.USAGE;
    }

    private static String suggestion(ParameterException error) {
        return error instanceof UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions().stream()
                        .findFirst()
                        .map(name -> "; did you mean '" + name + "'?")
                        .orElse("")
                : "";
    }

    static int failure(Exception error, CommandLine command, boolean debug) {
        print(command, KafkaRefusal.describe(error).orElseGet(() -> text(error)));
        if (debug) {
            error.printStackTrace(command.getErr());
        }
        return error instanceof ConfigurationException ? ExitStatus.USAGE : ExitStatus.FAILURE;
    }

    private static void print(CommandLine command, String message) {
        var err = command.getErr();
        String line =
                message.lines().map(String::strip).reduce((a, b) -> a + ' ' + b).orElse("");
        err.println(LogOutput.isJson() ? LogOutput.line(line) : "tracelake: " + line);
        err.flush();
    }

    /** An error without a message is named by its type. */
    private static String text(Exception error) {
        var message = error.getMessage();
        return message == null || message.isBlank() ? error.getClass().getSimpleName() : message;
    }
}
