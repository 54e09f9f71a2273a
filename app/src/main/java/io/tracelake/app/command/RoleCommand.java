package io.tracelake.app.command;

import io.tracelake.app.config.Mode;
import io.tracelake.app.config.Settings;
import io.tracelake.app.line.Line;
import io.tracelake.app.line.LineSettings;
import io.tracelake.app.line.Role;
import java.util.EnumSet;
import java.util.concurrent.Callable;

/** One role alone, against a Kafka that the configuration names. */
abstract class RoleCommand implements Callable<Integer> {
    private final Role role;
    private final CommonOptions common;
    private final Shutdown shutdown;

    RoleCommand(Role role, CommonOptions common, Shutdown shutdown) {
        this.role = role;
        this.common = common;
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() throws Exception {
        Settings settings = common.settings(Mode.ROLE);
        var lineSettings = new LineSettings(
                settings.services(),
                settings.discovery(),
                settings.ingest(),
                settings.kafka().config(),
                settings.streams(),
                settings.lake(),
                settings.observability());
        try (var line = Line.start(lineSettings, EnumSet.of(role), shutdown::request)) {
            shutdown.await();
            line.check();
        }
        return ExitStatus.OK;
    }
}
