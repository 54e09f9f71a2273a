package io.tracelake.app.command;

import io.tracelake.app.line.Role;
import picocli.CommandLine.Command;

@Command(
        name = "streams",
        description = "Keeps usage by project and tag, hourly and daily, equal to what the newest revisions of the"
                + " traces say, until stopped. Any number of instances share the work, each with a streams.state of its"
                + " own.")
final class StreamsCommand extends RoleCommand {
    StreamsCommand(CommonOptions common, Shutdown shutdown) {
        super(Role.STREAMS, common, shutdown);
    }
}
