package io.tracelake.app.command;

import io.tracelake.app.config.Mode;
import io.tracelake.app.service.OpenedProject;
import io.tracelake.app.service.ProjectAccess;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that ask the analytics service. */
final class ServiceOptions {
    @Option(
            names = "--project",
            paramLabel = "<id or name>",
            description = "The project; may be left out if there is only one")
    private @Nullable String project;

    @Option(names = "--json", description = "Print one JSON document instead of a table")
    private boolean json;

    boolean json() {
        return json;
    }

    /** The project at the configured service, otherwise at the sandbox of the last {@code up}. */
    OpenedProject open(CommonOptions common) {
        var settings = common.settings(Mode.ROLE);
        return OpenedProject.open(ProjectAccess.services(settings), settings.discovery(), project);
    }
}
