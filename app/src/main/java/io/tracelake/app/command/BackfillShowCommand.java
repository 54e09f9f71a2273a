package io.tracelake.app.command;

import java.time.InstantSource;
import picocli.CommandLine.Command;

@Command(name = "show", description = "Shows how far a backfill is in each of its projects.")
final class BackfillShowCommand extends OneBackfillCommand {
    BackfillShowCommand(CommonOptions common, InstantSource clock) {
        super(common, clock, null);
    }
}
