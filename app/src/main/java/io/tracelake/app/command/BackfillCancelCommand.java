package io.tracelake.app.command;

import io.tracelake.schemas.RequestWish;
import java.time.InstantSource;
import picocli.CommandLine.Command;

@Command(name = "cancel", description = "Ends a backfill for good; what it has carried stays.")
final class BackfillCancelCommand extends OneBackfillCommand {
    BackfillCancelCommand(CommonOptions common, InstantSource clock) {
        super(common, clock, RequestWish.CANCELLED);
    }
}
