package io.tracelake.app.command;

import io.tracelake.app.command.PageOptions.Window;
import io.tracelake.app.output.Json;
import io.tracelake.app.output.TerminalSize;
import io.tracelake.app.service.DayText;
import io.tracelake.client.analytics.DailyMetricsQuery;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One page of days. */
@Command(
        name = "daily",
        description = {
            "Shows usage and cost of each UTC day and model, newest day first, by default of the last 7 days.",
            "A window that begins within a day counts only what lies inside it. Options are named as the service's"
                    + " parameters."
        })
final class MetricsDailyCommand implements Callable<Integer> {
    private static final Duration WINDOW = Duration.ofDays(7);

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Mixin
    private final PageOptions pages = new PageOptions();

    @Option(names = "--trace-name", paramLabel = "<name>", description = "Only traces of this name")
    private @Nullable String traceName;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    private final CommonOptions common;
    private final InstantSource clock;

    MetricsDailyCommand(CommonOptions common, InstantSource clock) {
        this.common = common;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Window window = pages.window(clock.instant(), WINDOW);
        DailyMetricsQuery query = query(window);
        PrintWriter out = spec.commandLine().getOut();
        try (var access = service.open(common)) {
            var page = access.ask((analytics, keys) -> analytics.dailyMetrics(keys, query));
            if (service.json()) {
                Json.print(out, document -> {
                    document.text("projectId", access.project().id());
                    document.objects("days", page.rows(), DayText::members);
                    pages.meta(document, page, window);
                });
            } else {
                DayText.table(page.rows()).lines(TerminalSize.now().columns()).forEach(out::println);
                out.println(pages.summary(page, window));
                out.flush();
            }
        }
        return ExitStatus.OK;
    }

    private DailyMetricsQuery query(Window window) {
        try {
            return new DailyMetricsQuery(
                    window.from(),
                    window.to(),
                    pages.page(),
                    pages.limit(),
                    traceName,
                    pages.userId(),
                    pages.tags(),
                    pages.environments());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
