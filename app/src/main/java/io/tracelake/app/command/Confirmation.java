package io.tracelake.app.command;

import io.tracelake.app.output.Cells;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can't be undone is asked about before it is done. */
final class Confirmation {
    @Option(names = "--yes", description = "Do it without asking")
    private boolean yes;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    /**
     * Returns if the user wants it.
     *
     * @param deed as an order, such as {@code Delete key 'x'}
     * @throws ParameterException if nobody can be asked
     * @throws NotConfirmedException if the user doesn't want it
     */
    void require(String deed) {
        if (yes) {
            return;
        }
        var terminal = Consoles.terminal();
        if (terminal == null) {
            throw new ParameterException(
                    spec.commandLine(), "not done without --yes, for there is no terminal to ask on: " + deed);
        }
        if (!agrees(terminal.readLine("%s? [y/N] ", Cells.printable(deed)))) {
            throw new NotConfirmedException("not done: " + deed);
        }
    }

    /** Only a clear yes is one. */
    static boolean agrees(@Nullable String answer) {
        return answer != null
                && switch (answer.strip().toLowerCase(Locale.ROOT)) {
                    case "y", "yes" -> true;
                    default -> false;
                };
    }

    /** The message says what wasn't done. */
    static final class NotConfirmedException extends RuntimeException {
        NotConfirmedException(String message) {
            super(message);
        }
    }
}
