package io.tracelake.app.command;

import io.tracelake.app.output.Json;
import io.tracelake.app.output.TerminalSize;
import io.tracelake.app.request.Letter;
import io.tracelake.app.request.LetterText;
import io.tracelake.app.request.Letters;
import io.tracelake.app.request.RequestBook;
import io.tracelake.schemas.IngestRequest;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.RequestKind;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Dead letters by project, reason, stream and time. */
@Command(
        name = "list",
        description = {
            "Lists the newest dead letters that Kafka still has, oldest of them first; those that were dropped aren't"
                    + " listed.",
            "The lake's table dead_letters has all there ever were."
        })
final class DeadLettersListCommand implements Callable<Integer> {
    @Mixin
    private final LetterFilterOptions options = new LetterFilterOptions();

    @Option(names = "--limit", defaultValue = "100", description = "How many at most (default: ${DEFAULT-VALUE})")
    private int limit = 1;

    @Option(names = "--all", description = "Also those that were dropped")
    private boolean all;

    @Option(names = "--json", description = "Print one JSON document instead of a table")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    private final CommonOptions common;
    private final InstantSource clock;

    DeadLettersListCommand(CommonOptions common, InstantSource clock) {
        this.common = common;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var filter = options.filter();
        KafkaConfig kafka = LineKafka.of(common);
        Set<String> dropped;
        try (var book = new RequestBook(kafka, clock, BackfillCommand.PATIENCE)) {
            dropped = dropped(book);
        }
        List<Letter> letters = new Letters(kafka, BackfillCommand.PATIENCE)
                .newest(filter, place -> all || !dropped.contains(place.toString()), limit, _ -> {});
        var out = spec.commandLine().getOut();
        if (json) {
            Json.print(
                    out,
                    document -> document.objects("letters", letters, (each, letter) -> {
                        LetterText.members(each, letter);
                        each.bool("dropped", dropped.contains(letter.place().toString()));
                    }));
        } else {
            LetterText.table(letters).lines(TerminalSize.now().columns()).forEach(out::println);
            out.flush();
        }
        return ExitStatus.OK;
    }

    static Set<String> dropped(RequestBook book) {
        return book.requests().stream()
                .filter(request -> request.getKind() == RequestKind.DROP)
                .map(IngestRequest::getRequestId)
                .collect(Collectors.toSet());
    }
}
