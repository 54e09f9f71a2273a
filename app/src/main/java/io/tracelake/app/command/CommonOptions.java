package io.tracelake.app.command;

import io.tracelake.app.config.Mode;
import io.tracelake.app.config.Settings;
import io.tracelake.app.log.LogOutput;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options that every command takes, before or after its name. */
final class CommonOptions {
    @Option(
            names = "--config",
            paramLabel = "<file>",
            scope = ScopeType.INHERIT,
            description = "YAML file with settings (default: tracelake.yml if there is one)")
    private @Nullable Path config;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show where in the program an error arose")
    private boolean debug;

    /** Settings from file and environment; the log is written from now on as they say. */
    Settings settings(Mode mode) {
        Settings settings = Settings.load(config, System.getenv(), mode);
        LogOutput.use(settings.observability().logFormat());
        return settings;
    }

    boolean debug() {
        return debug;
    }
}
