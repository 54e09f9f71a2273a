package io.tracelake.app.command;

import io.tracelake.app.output.Json;
import io.tracelake.app.request.Letter;
import io.tracelake.app.request.RequestBook;
import io.tracelake.schemas.RequestKind;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Command;

/** Dead letters that nobody wants to see again. */
@Command(
        name = "drop",
        description = "Hides dead letters from the list; 'list --all' still has them, and so has the lake.")
final class DeadLettersDropCommand extends LettersCommand {
    DeadLettersDropCommand(CommonOptions common, InstantSource clock) {
        super(common, clock);
    }

    @Override
    String deed() {
        return "Drop";
    }

    @Override
    int act(RequestBook book, List<Letter> letters) throws InterruptedException {
        book.write(letters.stream()
                .map(letter -> request(letter, RequestKind.DROP))
                .toList());
        var out = spec().commandLine().getOut();
        if (json()) {
            Json.print(
                    out,
                    document -> document.texts(
                            "dropped",
                            letters.stream()
                                    .map(letter -> letter.place().toString())
                                    .toList()));
        } else {
            out.println(letters.size() + " dropped");
            out.flush();
        }
        return ExitStatus.OK;
    }
}
