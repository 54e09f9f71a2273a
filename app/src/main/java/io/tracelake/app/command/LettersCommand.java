package io.tracelake.app.command;

import io.tracelake.app.request.Letter;
import io.tracelake.app.request.LetterFilter;
import io.tracelake.app.request.Letters;
import io.tracelake.app.request.RequestBook;
import io.tracelake.schemas.IngestRequest;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.RequestKind;
import io.tracelake.schemas.RequestWish;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is asked for dead letters, named one by one or picked by a filter. */
abstract class LettersCommand implements Callable<Integer> {
    private static final int MOST = 10_000;

    @Parameters(
            paramLabel = "<letter>",
            arity = "0..*",
            description = "As 'dead-letters list' calls them, such as 0-17")
    private List<String> ids = new ArrayList<>();

    @Mixin
    private final LetterFilterOptions options = new LetterFilterOptions();

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    @Option(names = "--json", description = "Print one JSON document instead of a table")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    private final CommonOptions common;
    private final InstantSource clock;

    LettersCommand(CommonOptions common, InstantSource clock) {
        this.common = common;
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        LetterFilter filter = options.filter();
        if (ids.isEmpty() == filter.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "which letters? Name them, or pick them by --project, --reason and the like");
        }
        KafkaConfig kafka = LineKafka.of(common);
        try (var book = new RequestBook(kafka, clock, BackfillCommand.PATIENCE)) {
            return act(book, filter.isEmpty() ? named(kafka) : picked(kafka, book, filter));
        }
    }

    private List<Letter> named(KafkaConfig kafka) {
        return ids.stream()
                .distinct()
                .map(id -> DeadLettersShowCommand.find(kafka, id))
                .toList();
    }

    private List<Letter> picked(KafkaConfig kafka, RequestBook book, LetterFilter filter) {
        Set<String> dropped = DeadLettersListCommand.dropped(book);
        var letters = new Letters(kafka, BackfillCommand.PATIENCE)
                .newest(filter, place -> !dropped.contains(place.toString()), MOST, _ -> {});
        confirmation.require(deed() + " " + letters.size() + " dead letters");
        return letters;
    }

    /** As an order, without what it is done to. */
    abstract String deed();

    abstract int act(RequestBook book, List<Letter> letters) throws InterruptedException;

    IngestRequest request(Letter letter, RequestKind kind) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new IngestRequest(
                letter.place().toString(), letter.content().getProjectId(), kind, RequestWish.RUN, now, null, null);
    }

    boolean json() {
        return json;
    }

    CommandSpec spec() {
        return spec;
    }
}
