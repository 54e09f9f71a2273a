package io.tracelake.app.command;

import io.tracelake.schemas.RequestWish;
import java.time.InstantSource;
import picocli.CommandLine.Command;

@Command(name = "resume", description = "Has a paused backfill go on where it stopped.")
final class BackfillResumeCommand extends OneBackfillCommand {
    BackfillResumeCommand(CommonOptions common, InstantSource clock) {
        super(common, clock, RequestWish.RUN);
    }
}
