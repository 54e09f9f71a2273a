package io.tracelake.app.command;

import io.tracelake.app.config.ConfigurationException;
import io.tracelake.app.output.Cells;
import io.tracelake.app.output.Json;
import io.tracelake.app.request.Letter;
import io.tracelake.app.request.LetterText;
import io.tracelake.app.request.Letters;
import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.KafkaConfig;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One dead letter. */
@Command(name = "show", description = "Shows a dead letter with its payload.")
final class DeadLettersShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<letter>", description = "As 'dead-letters list' calls it, such as 0-17")
    private String id = "";

    @Option(names = "--json", description = "Print one JSON document")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    private final CommonOptions common;

    DeadLettersShowCommand(CommonOptions common) {
        this.common = common;
    }

    @Override
    public Integer call() {
        Letter letter = find(LineKafka.of(common), id);
        DeadLetter content = letter.content();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Json.print(out, document -> {
                LetterText.members(document, letter);
                document.text("payload", content.getPayload());
            });
        } else {
            out.println("letter    " + letter.place());
            out.println("observed  " + content.getObservedAt());
            out.println(
                    "project   " + (content.getProjectId() == null ? "-" : Cells.printable(content.getProjectId())));
            out.println("stream    " + Cells.printable(content.getStream()));
            out.println("reason    " + LetterText.reason(content));
            out.println("detail    " + Cells.printable(content.getDetail()));
            out.println("source    " + Cells.printable(content.getSource()));
            out.println();
            content.getPayload().lines().map(Cells::printable).forEach(out::println);
            out.flush();
        }
        return ExitStatus.OK;
    }

    static Letter find(KafkaConfig kafka, String id) {
        var letter = new Letters(kafka, BackfillCommand.PATIENCE).one(LetterIds.place(id));
        if (letter == null) {
            throw new ConfigurationException("there is no dead letter " + id + ", or Kafka has deleted it");
        }
        return letter;
    }
}
