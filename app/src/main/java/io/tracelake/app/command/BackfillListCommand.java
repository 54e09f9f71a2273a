package io.tracelake.app.command;

import io.tracelake.app.output.Json;
import io.tracelake.app.output.TerminalSize;
import io.tracelake.app.request.BackfillText;
import io.tracelake.app.request.RequestBook;
import io.tracelake.app.request.TrackedRequest;
import io.tracelake.schemas.IngestRequest;
import io.tracelake.schemas.RequestKind;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** All backfills. */
@Command(name = "list", description = "Lists backfills, oldest first; those that ended are listed for a month.")
final class BackfillListCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print one JSON document instead of a table")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    private final CommonOptions common;
    private final InstantSource clock;

    BackfillListCommand(CommonOptions common, InstantSource clock) {
        this.common = common;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        try (var book = new RequestBook(LineKafka.of(common), clock, BackfillCommand.PATIENCE)) {
            List<IngestRequest> backfills = book.requests().stream()
                    .filter(request -> request.getKind() == RequestKind.BACKFILL)
                    .toList();
            print(spec, json, tracked(book, backfills));
        }
        return ExitStatus.OK;
    }

    private List<TrackedRequest> tracked(RequestBook book, List<IngestRequest> backfills) {
        var progress = new ReadingProgress(spec.commandLine().getErr(), clock);
        try {
            return book.track(backfills, progress::records);
        } finally {
            progress.clear();
        }
    }

    static void print(CommandSpec spec, boolean json, List<TrackedRequest> backfills) {
        var out = spec.commandLine().getOut();
        if (json) {
            Json.print(out, document -> document.objects("backfills", backfills, BackfillText::members));
        } else {
            BackfillText.table(backfills).lines(TerminalSize.now().columns()).forEach(out::println);
            out.flush();
        }
    }
}
