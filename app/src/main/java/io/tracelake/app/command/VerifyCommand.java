package io.tracelake.app.command;

import io.tracelake.app.config.ConfigurationException;
import io.tracelake.app.config.IngestSettings;
import io.tracelake.app.config.Mode;
import io.tracelake.app.config.ServiceSettings;
import io.tracelake.app.config.Settings;
import io.tracelake.app.output.Json;
import io.tracelake.app.service.ProjectAccess;
import io.tracelake.app.verify.Progress;
import io.tracelake.app.verify.ReportJson;
import io.tracelake.app.verify.ReportTable;
import io.tracelake.app.verify.Verification;
import io.tracelake.client.http.HttpLimits;
import io.tracelake.ingester.source.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The lake held against the service. */
@Command(
        name = "verify",
        description = {
            "Compares the lake with what the service shows, trace by trace, for each project and UTC day.",
            "Ends with 1 if a trace is missing in the lake, a revision is there more than once, a newest revision isn't"
                    + " what the service shows, or a project can't be read.",
            "The service is the configured one, or the sandbox of the last 'up' on this data directory."
        })
final class VerifyCommand implements Callable<Integer> {
    @Option(names = "--project", paramLabel = "<id>", description = "Only this project; may be repeated")
    private List<String> projects = List.of();

    @Option(
            names = "--from",
            paramLabel = "<instant>",
            description = "Begin, such as 2026-03-01T00:00:00Z (default: now less ingest.start)")
    private @Nullable String from;

    @Option(
            names = "--days",
            paramLabel = "<n>",
            description = "Instead of --from: the last so many UTC days, the one of the end included")
    private @Nullable Integer days;

    @Option(
            names = "--until",
            paramLabel = "<instant>",
            description = "End, exclusive (default: now less ingest.settle; what is newer may not have settled)")
    private @Nullable String until;

    @Option(names = "--strict", description = "Count as failures also changes that the look-back is still going to see")
    private boolean strict;

    @Option(names = "--json", description = "Print one JSON object instead of a table")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    private final CommonOptions common;
    private final InstantSource clock = InstantSource.system();

    VerifyCommand(CommonOptions common) {
        this.common = common;
    }

    @Override
    public Integer call() {
        Settings settings = common.settings(Mode.UP);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Window window = window(settings.ingest(), now);
        var progress = new Progress(spec.commandLine().getErr(), Consoles.interactive());
        try (var access = new ProjectAccess(services(settings), HttpLimits.defaults(), clock)) {
            var report = new Verification(
                            access, settings.lake().path(), window, settings.ingest(), now, strict, progress)
                    .run(projects);
            var out = spec.commandLine().getOut();
            if (json) {
                Json.print(out, document -> ReportJson.members(document, report, strict));
            } else {
                ReportTable.of(report, strict).forEach(out::println);
                out.flush();
            }
            return report.sound(strict) ? ExitStatus.OK : ExitStatus.FAILURE;
        }
    }

    /** The configured services, or those of the last {@code up}. */
    static ServiceSettings services(Settings settings) {
        var services = ProjectAccess.services(settings);
        if (services.analytics() == null) {
            throw new ConfigurationException(
                    "analytics.base-url: missing, and no 'tracelake up' has left a sandbox in '" + settings.data()
                            + "'; set it in the file or as LANGFUSE_API_URL");
        }
        return services;
    }

    private Window window(IngestSettings ingest, Instant now) {
        Instant end = until == null ? now.minus(ingest.settle()) : instant("--until", until);
        var window = new Window(begin(ingest, now, end), end);
        if (window.isEmpty()) {
            throw usage("--from: " + window.from() + " isn't before the end, " + window.to());
        }
        return window;
    }

    private Instant begin(IngestSettings ingest, Instant now, Instant end) {
        if (from != null && days != null) {
            throw usage("--from and --days exclude each other");
        }
        if (days != null) {
            if (days < 1) {
                throw usage("--days: must be at least 1, not " + days);
            }
            return end.minusMillis(1).truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(days - 1L));
        }
        return from == null ? now.minus(ingest.start()) : instant("--from", from);
    }

    private Instant instant(String option, String text) {
        try {
            return Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeParseException e) {
            throw usage(option + ": must be an instant such as 2026-03-01T00:00:00Z, not '" + text + "'");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
