package io.tracelake.app.command;

import io.tracelake.schemas.RequestWish;
import java.time.InstantSource;
import picocli.CommandLine.Command;

@Command(name = "pause", description = "Has a backfill wait until it is resumed; what it has read stays.")
final class BackfillPauseCommand extends OneBackfillCommand {
    BackfillPauseCommand(CommonOptions common, InstantSource clock) {
        super(common, clock, RequestWish.PAUSED);
    }
}
