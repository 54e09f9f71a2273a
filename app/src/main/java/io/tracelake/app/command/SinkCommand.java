package io.tracelake.app.command;

import io.tracelake.app.line.Role;
import picocli.CommandLine.Command;

@Command(
        name = "sink",
        description = "Carries the topics from Kafka into the Parquet lake until stopped. Any number of instances share"
                + " the partitions.")
final class SinkCommand extends RoleCommand {
    SinkCommand(CommonOptions common, Shutdown shutdown) {
        super(Role.SINK, common, shutdown);
    }
}
