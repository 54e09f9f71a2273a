package io.tracelake.app.command;

import io.tracelake.app.config.ConfigurationException;
import io.tracelake.app.request.RequestBook;
import io.tracelake.app.request.TrackedRequest;
import io.tracelake.schemas.IngestRequest;
import io.tracelake.schemas.RequestKind;
import io.tracelake.schemas.RequestWish;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is done with one backfill, in all of its projects. */
abstract class OneBackfillCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<backfill>", description = "Id of the backfill")
    private String id = "";

    @Option(names = "--json", description = "Print one JSON document instead of a table")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    private final CommonOptions common;
    private final InstantSource clock;
    private final @Nullable RequestWish wish;

    /** @param wish what is wanted of the backfill from now on, null for nothing else than before */
    OneBackfillCommand(CommonOptions common, InstantSource clock, @Nullable RequestWish wish) {
        this.common = common;
        this.clock = clock;
        this.wish = wish;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (var book = new RequestBook(LineKafka.of(common), clock, BackfillCommand.PATIENCE)) {
            List<TrackedRequest> backfill = find(book);
            if (wish != null) {
                backfill = change(book, backfill, wish);
            }
            BackfillListCommand.print(spec, json, backfill);
        }
        return ExitStatus.OK;
    }

    private List<TrackedRequest> find(RequestBook book) {
        List<IngestRequest> meant = book.requests().stream()
                .filter(request -> request.getKind() == RequestKind.BACKFILL
                        && request.getRequestId().equals(id))
                .toList();
        if (meant.isEmpty()) {
            throw new ConfigurationException("there is no backfill '" + id + "'; 'tracelake backfill list' shows all");
        }
        return book.track(meant, _ -> {});
    }

    private List<TrackedRequest> change(RequestBook book, List<TrackedRequest> backfill, RequestWish wanted)
            throws InterruptedException {
        if (backfill.stream().allMatch(TrackedRequest::hasEnded)) {
            throw new ConfigurationException("backfill '" + id + "' has ended already: "
                    + backfill.getFirst().status());
        }
        List<TrackedRequest> changed = backfill.stream()
                .map(each ->
                        each.hasEnded() ? each : new TrackedRequest(wanting(each.request(), wanted), each.progress()))
                .toList();
        book.write(changed.stream()
                .filter(each -> !each.hasEnded())
                .map(TrackedRequest::request)
                .toList());
        return changed;
    }

    private static IngestRequest wanting(IngestRequest request, RequestWish wanted) {
        return IngestRequest.newBuilder(request).setWanted(wanted).build();
    }
}
