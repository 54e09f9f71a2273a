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
import io.tracelake.app.verify.UsageJson;
import io.tracelake.app.verify.UsageReportTable;
import io.tracelake.app.verify.UsageRules;
import io.tracelake.app.verify.UsageSpan;
import io.tracelake.app.verify.UsageVerification;
import io.tracelake.app.verify.Verification;
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
            "The service is the configured one, or the sandbox of the last 'up' on this data directory.",
            "",
            "With --usage: compares usage_hourly and usage_daily with the newest revisions of the traces, row by row,"
                    + " and each day's traces and cost with the service's daily metrics, all as the lake has them. Only"
                    + " hours and days that lie between --from and --until as a whole are compared. Verdicts:",
            "  match      equal; percentiles within 1 %, the maximum up to 2.1 % above, users and sessions within 7 % and"
                    + " 2, cost against the service within a millionth",
            "  pending    may still be under way: observed in the last 5 minutes and lake.roll-interval, or a day that the"
                    + " service may still change; also a project without daily metrics",
            "  explained  the lake shows why: revisions that usage had to refuse and records that couldn't be carried"
                    + " (dead_letters), costs of traces that ran over midnight, the day within which the first run began",
            "  drift      anything else",
            "Ends with 1 on a drift, if tags and untagged traces don't add up to the project, or if there are traces but"
                    + " no usage at all."
        })
final class VerifyCommand implements Callable<Integer> {
    /** How often the ingester reads the daily metrics while a look-back passes. */
    private static final int METRICS_IN_A_LOOKBACK = 96;

    /** From the service through Kafka and the streams role to the sink, if nothing is amiss. */
    private static final Duration UNDER_WAY = Duration.ofMinutes(5);

    @Option(names = "--usage", description = "Compare usage instead of traces; reads the lake alone, no service")
    private boolean usage;

    @Option(names = "--project", paramLabel = "<id>", description = "Only this project; may be repeated")
    private List<String> projects = List.of();

    @Option(
            names = "--from",
            paramLabel = "<instant>",
            description = "Begin, such as 2026-03-01T00:00:00Z (default: now less ingest.start;"
                    + " with --usage, the first there is)")
    private @Nullable String from;

    @Option(
            names = "--days",
            paramLabel = "<n>",
            description = "Instead of --from: the last so many UTC days, the one of the end included")
    private @Nullable Integer days;

    @Option(
            names = "--until",
            paramLabel = "<instant>",
            description = "End, exclusive (default: now less ingest.settle; what is newer may not have settled;"
                    + " with --usage, the last there is)")
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
        return usage ? verifyUsage(settings, now) : verifyTraces(settings, now);
    }

    private int verifyTraces(Settings settings, Instant now) {
        Window window = window(settings.ingest(), now);
        var progress = new Progress(spec.commandLine().getErr(), Consoles.interactive());
        try (var access = ProjectAccess.governed(services(settings), settings.discovery(), clock)) {
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

    private int verifyUsage(Settings settings, Instant now) {
        if (strict) {
            throw usage("--strict: not with --usage, whose pending rows never count as failures");
        }
        var span = span(now);
        var rules = new UsageRules(
                settings.streams().maxTags(),
                UNDER_WAY.plus(settings.lake().rollInterval()),
                settings.ingest().lookback(),
                metricsInterval(settings.ingest()),
                now);
        var progress = new Progress(spec.commandLine().getErr(), Consoles.interactive());
        var report = new UsageVerification(settings.lake().path(), span, rules, progress).run(projects);
        var out = spec.commandLine().getOut();
        if (json) {
            Json.print(out, document -> UsageJson.members(document, report));
        } else {
            UsageReportTable.of(report).forEach(out::println);
            out.flush();
        }
        return report.sound() ? ExitStatus.OK : ExitStatus.FAILURE;
    }

    private static Duration metricsInterval(IngestSettings ingest) {
        Duration ofLookback = ingest.lookback().dividedBy(METRICS_IN_A_LOOKBACK);
        return ofLookback.compareTo(ingest.interval()) > 0 ? ofLookback : ingest.interval();
    }

    private UsageSpan span(Instant now) {
        Instant end = until == null ? null : instant("--until", until);
        Instant begin = from == null && days == null ? null : begin(Duration.ZERO, now, end == null ? now : end);
        var span = new UsageSpan(begin, end);
        if (span.isEmpty()) {
            throw usage("--from: no whole hour lies between " + begin + " and " + end);
        }
        return span;
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
        var window = new Window(begin(ingest.start(), now, end), end);
        if (window.isEmpty()) {
            throw usage("--from: " + window.from() + " isn't before the end, " + window.to());
        }
        return window;
    }

    private Instant begin(Duration start, Instant now, Instant end) {
        if (from != null && days != null) {
            throw usage("--from and --days exclude each other");
        }
        if (days != null) {
            if (days < 1) {
                throw usage("--days: must be at least 1, not " + days);
            }
            return end.minusMillis(1).truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(days - 1L));
        }
        return from == null ? now.minus(start) : instant("--from", from);
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
