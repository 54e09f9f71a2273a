package io.tracelake.app.command;

import io.tracelake.app.config.Mode;
import io.tracelake.app.config.Settings;
import io.tracelake.app.request.RequestBook;
import io.tracelake.app.request.TrackedRequest;
import io.tracelake.app.service.ChosenProjects;
import io.tracelake.app.service.NamedProject;
import io.tracelake.app.service.ProjectAccess;
import io.tracelake.client.http.HttpLimits;
import io.tracelake.ingester.source.Window;
import io.tracelake.schemas.IngestRequest;
import io.tracelake.schemas.RequestKind;
import io.tracelake.schemas.RequestWish;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A range of the past, read by the ingesters. */
@Command(
        name = "backfill",
        description = {
            "Has the ingesters read a range of the past once more: traces and daily metrics. What the line has already"
                    + " changes nothing. Fresh data goes first.",
            "Follows until the end. Ctrl-C ends the following, not the backfill."
        },
        subcommands = {
            BackfillListCommand.class,
            BackfillShowCommand.class,
            BackfillPauseCommand.class,
            BackfillResumeCommand.class,
            BackfillCancelCommand.class
        },
        synopsisSubcommandLabel = "[<command>]")
final class BackfillCommand implements Callable<Integer> {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    @Mixin
    private final RangeOptions options = new RangeOptions();

    @Option(names = "--detach", description = "Don't follow: return once the ingesters have been asked")
    private boolean detach;

    @Option(names = "--json", description = "Print one JSON document at the end instead of a table")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    private final CommonOptions common;
    private final InstantSource clock;

    BackfillCommand(CommonOptions common, InstantSource clock) {
        this.common = common;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        Settings settings = common.settings(Mode.ROLE);
        Instant now = clock.instant();
        Window range = options.range(settings.ingest(), now);
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        List<IngestRequest> requests = projects(settings).stream()
                .map(project -> request(id, project, range, now.truncatedTo(ChronoUnit.MILLIS)))
                .toList();
        try (var book = new RequestBook(LineKafka.of(common), clock, PATIENCE);
                var tail = book.tail(requests)) {
            book.write(requests);
            List<TrackedRequest> reached = detach
                    ? requests.stream()
                            .map(request -> TrackedRequest.of(request, null))
                            .toList()
                    : new Following(spec.commandLine().getErr(), clock, id).toEnd(tail, requests);
            BackfillListCommand.print(spec, json, reached);
            return reached.stream().anyMatch(TrackedRequest::hasFailed) ? ExitStatus.FAILURE : ExitStatus.OK;
        }
    }

    private List<NamedProject> projects(Settings settings) {
        try (var access = new ProjectAccess(
                ProjectAccess.services(settings), settings.discovery(), HttpLimits.defaults(), clock)) {
            return ChosenProjects.of(access, options.projects());
        }
    }

    private static IngestRequest request(String id, NamedProject project, Window range, Instant now) {
        return new IngestRequest(
                id, project.id(), RequestKind.BACKFILL, RequestWish.RUN, now, range.from(), range.to());
    }
}
