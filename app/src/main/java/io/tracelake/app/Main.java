package io.tracelake.app;

import io.tracelake.app.command.Shutdown;
import io.tracelake.app.command.TracelakeCommand;
import io.tracelake.app.log.LogOutput;
import java.time.Duration;
import picocli.CommandLine;

/** The program {@code tracelake}. */
public final class Main {
    /** A part that takes longer to close is cut short; the next start recovers what it left. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Main() {}

    /** Runs one command and ends the process: 0 for success, 1 for failure, 2 for wrong usage or configuration. */
    public static void main(String[] arguments) {
        LogOutput.use(System.getenv("TRACELAKE_LOG_FORMAT"));
        var shutdown = Shutdown.install(PATIENCE);
        shutdown.exit(run(TracelakeCommand.of(shutdown), arguments));
    }

    private static int run(CommandLine command, String[] arguments) {
        try {
            return command.execute(arguments);
        } catch (Throwable bug) { // a thread's top: what else ends the process must not leave it waiting
            bug.printStackTrace();
            return 1;
        }
    }
}
