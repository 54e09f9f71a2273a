package io.tracelake.app.command;

import io.tracelake.app.line.Role;
import picocli.CommandLine.Command;

@Command(
        name = "ingester",
        description = "Carries traces and daily metrics from the service into Kafka until stopped. Any number of"
                + " instances share the projects.")
final class IngesterCommand extends RoleCommand {
    IngesterCommand(CommonOptions common, Shutdown shutdown) {
        super(Role.INGESTER, common, shutdown);
    }
}
