package io.tracelake.app.command;

import io.tracelake.app.config.ConfigurationException;
import io.tracelake.app.config.Mode;
import io.tracelake.app.config.Settings;
import io.tracelake.app.output.Json;
import io.tracelake.app.output.TerminalSize;
import io.tracelake.app.plan.Plan;
import io.tracelake.app.plan.PlanText;
import io.tracelake.app.plan.Probes;
import io.tracelake.app.plan.ProjectPlan;
import io.tracelake.app.plan.Quota;
import io.tracelake.app.service.ChosenProjects;
import io.tracelake.app.service.IdentityMismatchException;
import io.tracelake.app.service.NamedProject;
import io.tracelake.app.service.ProjectAccess;
import io.tracelake.client.http.HttpLimits;
import io.tracelake.client.quota.Bucket;
import io.tracelake.ingester.keys.KeysUnavailableException;
import io.tracelake.ingester.source.Window;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** A backfill's price. */
@Command(
        name = "plan",
        description = {
            "Tells what a backfill of a range would take: requests, rows, bytes, time and the share of a day's quota."
                    + " Asks the service a few questions for each project; fetches nothing.",
            "The service is the configured one, or the sandbox of the last 'up' on this data directory."
        })
final class PlanCommand implements Callable<Integer> {
    @Mixin
    private final RangeOptions options = new RangeOptions();

    @Option(
            names = "--quota",
            paramLabel = "<n/time>",
            converter = QuotaOption.class,
            description =
                    "Requests that the organization may make, such as 100/1m (default: analytics.limits.traces, if that is set)")
    private @Nullable Quota quota;

    @Option(names = "--json", description = "Print one JSON document instead of a table")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    private final CommonOptions common;
    private final InstantSource clock;

    PlanCommand(CommonOptions common, InstantSource clock) {
        this.common = common;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Settings settings = common.settings(Mode.ROLE);
        Window range = options.range(settings.ingest(), clock.instant());
        var plan = new Plan(range, projects(settings, range), settings.ingest().backfillParallelism(), quota(settings));
        var out = spec.commandLine().getOut();
        if (json) {
            Json.print(out, document -> PlanText.members(document, plan));
        } else {
            PlanText.table(plan).lines(TerminalSize.now().columns()).forEach(out::println);
            out.println();
            PlanText.notes(plan).forEach(out::println);
            out.flush();
        }
        return ExitStatus.OK;
    }

    private @Nullable Quota quota(Settings settings) {
        var limit = ProjectAccess.services(settings).quota().limits().get(Bucket.TRACES);
        return quota != null || limit == null ? quota : new Quota(limit.requests(), limit.window());
    }

    private List<ProjectPlan> projects(Settings settings, Window range) {
        var plans = new ArrayList<ProjectPlan>();
        try (var access = new ProjectAccess(
                ProjectAccess.services(settings), settings.discovery(), HttpLimits.defaults(), clock)) {
            for (NamedProject project : ChosenProjects.of(access, options.projects())) {
                try {
                    plans.add(Probes.of(project, access.analytics(), access.keys(project.id()), range));
                } catch (KeysUnavailableException | IdentityMismatchException e) {
                    throw new ConfigurationException("project " + project + ": " + e.getMessage());
                }
            }
        }
        return plans;
    }

    static final class QuotaOption implements ITypeConverter<Quota> {
        @Override
        public Quota convert(String text) {
            try {
                return Quota.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage() + ", not '" + text + "'");
            }
        }
    }
}
