package io.tracelake.app.command;

import io.tracelake.app.command.PageOptions.Window;
import io.tracelake.app.output.Json;
import io.tracelake.app.output.TerminalSize;
import io.tracelake.app.service.TraceText;
import io.tracelake.client.analytics.FieldGroup;
import io.tracelake.client.analytics.OrderBy;
import io.tracelake.client.analytics.TraceFilter;
import io.tracelake.client.analytics.TraceQuery;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** One page of traces. */
@Command(
        name = "list",
        description = {
            "Lists one page of a project's traces, newest first, by default of the last 24 hours.",
            "Options are named as the service's parameters, but --trace-version for its 'version'."
        })
final class TracesListCommand implements Callable<Integer> {
    private static final Duration WINDOW = Duration.ofHours(24);

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Mixin
    private final PageOptions pages = new PageOptions();

    @Option(names = "--name", paramLabel = "<name>", description = "Only traces of this name")
    private @Nullable String name;

    @Option(names = "--session-id", paramLabel = "<id>", description = "Only traces of this session")
    private @Nullable String sessionId;

    @Option(names = "--trace-version", paramLabel = "<version>", description = "Only traces of this version")
    private @Nullable String version;

    @Option(names = "--release", paramLabel = "<release>", description = "Only traces of this release")
    private @Nullable String release;

    @Option(
            names = "--filter",
            paramLabel = "<json>",
            converter = Filter.class,
            description = {
                "Further conditions: a JSON array of objects with type, column, operator, value and, for some types,"
                        + " key, as the service documents them. They win over the option of the same column, but the"
                        + " window always holds. Services before the autumn of 2025 ignore it. Example:",
                "[{\"type\":\"number\",\"column\":\"totalCost\",\"operator\":\">\",\"value\":0.1}]"
            })
    private TraceFilter filter = TraceFilter.NONE;

    @Option(
            names = "--order-by",
            paramLabel = "<field.direction>",
            converter = Order.class,
            defaultValue = "timestamp.desc",
            description = "One field and asc or desc (default: ${DEFAULT-VALUE})")
    private OrderBy orderBy = OrderBy.TIMESTAMP_DESC;

    @Option(
            names = "--fields",
            split = ",",
            paramLabel = "<group>",
            description = "What to ask for: ${COMPLETION-CANDIDATES} (default: all with --json, otherwise core and"
                    + " metrics). Services of the 2.x generation always send all")
    private List<FieldGroup> fields = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    private final CommonOptions common;
    private final InstantSource clock;

    TracesListCommand(CommonOptions common, InstantSource clock) {
        this.common = common;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Window window = pages.window(clock.instant(), WINDOW);
        TraceQuery query = query(window);
        PrintWriter out = spec.commandLine().getOut();
        try (var access = service.open(common)) {
            var page = access.ask((analytics, keys) -> analytics.traces(keys, query));
            if (service.json()) {
                Json.print(out, document -> {
                    document.text("projectId", access.project().id());
                    document.objects("traces", page.rows(), TraceText::members);
                    pages.meta(document, page, window);
                });
            } else {
                TraceText.table(page.rows()).lines(TerminalSize.now().columns()).forEach(out::println);
                out.println(pages.summary(page, window));
                out.flush();
            }
        }
        return ExitStatus.OK;
    }

    private TraceQuery query(Window window) {
        try {
            return new TraceQuery(
                    window.from(),
                    window.to(),
                    orderBy,
                    pages.page(),
                    pages.limit(),
                    name,
                    pages.userId(),
                    sessionId,
                    version,
                    release,
                    pages.tags(),
                    pages.environments(),
                    groups(),
                    filter);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Set<FieldGroup> groups() {
        if (!fields.isEmpty()) {
            return EnumSet.copyOf(fields);
        }
        return service.json() ? EnumSet.allOf(FieldGroup.class) : EnumSet.of(FieldGroup.CORE, FieldGroup.METRICS);
    }

    static final class Filter implements ITypeConverter<TraceFilter> {
        @Override
        public TraceFilter convert(String text) {
            try {
                return TraceFilter.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    static final class Order implements ITypeConverter<OrderBy> {
        @Override
        public OrderBy convert(String text) {
            return Arrays.stream(OrderBy.values())
                    .filter(order -> parameter(order).equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of "
                            + Arrays.stream(OrderBy.values())
                                    .map(Order::parameter)
                                    .collect(Collectors.joining(", "))));
        }

        /** {@code USER_ID_ASC} as {@code userId.asc}. */
        private static String parameter(OrderBy order) {
            String text = order.name().toLowerCase(Locale.ROOT);
            int direction = text.lastIndexOf('_');
            return text.substring(0, direction).replace("_id", "Id") + '.' + text.substring(direction + 1);
        }
    }
}
