package io.tracelake.app.command;

import io.tracelake.app.config.Mode;
import io.tracelake.app.views.Dialect;
import io.tracelake.app.views.Views;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** SQL that a user feeds to an engine. */
@Command(
        name = "views",
        description = "Prints CREATE VIEW statements over the lake: its tables, and the newest revision of each row.")
final class ViewsCommand implements Callable<Integer> {
    @Option(
            names = "--dialect",
            required = true,
            paramLabel = "<dialect>",
            description = "SQL to print: ${COMPLETION-CANDIDATES}")
    private Dialect dialect = Dialect.DUCKDB;

    @Option(names = "--lake", paramLabel = "<directory>", description = "The lake (default: lake.path)")
    private @Nullable Path lake;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    private final CommonOptions common;

    ViewsCommand(CommonOptions common) {
        this.common = common;
    }

    @Override
    public Integer call() {
        var path = lake == null ? common.settings(Mode.ROLE).lake().path() : lake;
        var out = spec.commandLine().getOut();
        out.print(Views.of(dialect, path));
        out.flush();
        return ExitStatus.OK;
    }
}
