package io.tracelake.app.command;

import io.tracelake.app.output.Json;
import io.tracelake.app.output.TerminalSize;
import io.tracelake.app.request.Letter;
import io.tracelake.app.request.LetterText;
import io.tracelake.app.request.ProgressTail;
import io.tracelake.app.request.RequestBook;
import io.tracelake.app.request.TrackedRequest;
import io.tracelake.ingester.replay.Remedy;
import io.tracelake.schemas.IngestRequest;
import io.tracelake.schemas.RequestKind;
import io.tracelake.schemas.RequestProgress;
import io.tracelake.schemas.RequestState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Dead letters on their way again. */
@Command(
        name = "replay",
        description = {
            "Has the ingesters try dead letters again, as after a fix: what can be read now becomes a revision, unless this"
                    + " state or a newer one has been carried already. A trace that was cut or too large, and days of"
                    + " metrics, are read from the service.",
            "Waits for the outcome; ends with 1 if one of them failed. The letters stay in the list; 'drop' hides them."
        })
final class DeadLettersReplayCommand extends LettersCommand {
    private static final Duration STEP = Duration.ofMillis(200);

    @Option(
            names = "--wait",
            paramLabel = "<seconds>",
            defaultValue = "60",
            description = "How long to wait for the outcome (default: ${DEFAULT-VALUE})")
    private int seconds = 1;

    DeadLettersReplayCommand(CommonOptions common, InstantSource clock) {
        super(common, clock);
    }

    @Override
    String deed() {
        return "Replay";
    }

    @Override
    int act(RequestBook book, List<Letter> letters) throws InterruptedException {
        List<IngestRequest> requests = letters.stream()
                .filter(letter -> Remedy.hopeless(letter.content()) == null)
                .map(letter -> request(letter, RequestKind.REPLAY))
                .toList();
        try (var tail = book.tail(requests)) {
            book.write(requests);
            var replays = new ArrayList<>(await(tail, requests));
            letters.stream().flatMap(letter -> hopeless(letter).stream()).forEach(replays::add);
            print(replays);
            return replays.stream().anyMatch(TrackedRequest::hasFailed) ? ExitStatus.FAILURE : ExitStatus.OK;
        }
    }

    /** No ingester is bothered with these. */
    private Optional<TrackedRequest> hopeless(Letter letter) {
        String reason = Remedy.hopeless(letter.content());
        if (reason == null) {
            return Optional.empty();
        }
        IngestRequest request = request(letter, RequestKind.REPLAY);
        var failed = RequestProgress.newBuilder()
                .setCreatedAt(request.getCreatedAt())
                .setState(RequestState.FAILED)
                .setReason(reason)
                .build();
        return Optional.of(TrackedRequest.of(request, failed));
    }

    private List<TrackedRequest> await(ProgressTail tail, List<IngestRequest> requests) {
        Instant deadline = Instant.now().plusSeconds(seconds);
        List<TrackedRequest> replays;
        do {
            replays = tail.next(requests, STEP);
        } while (!replays.stream().allMatch(TrackedRequest::hasEnded)
                && Instant.now().isBefore(deadline));
        return replays;
    }

    private void print(List<TrackedRequest> replays) {
        var out = spec().commandLine().getOut();
        if (json()) {
            Json.print(out, document -> document.objects("replays", replays, LetterText::members));
            return;
        }
        LetterText.replays(replays).lines(TerminalSize.now().columns()).forEach(out::println);
        long waiting = replays.stream().filter(replay -> !replay.hasEnded()).count();
        if (waiting > 0) {
            out.println(waiting + " wait for the ingester of their project; they are done as soon as it can");
        }
        out.flush();
    }
}
