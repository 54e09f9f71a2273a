package io.tracelake.app.command;

import io.tracelake.app.output.Json;
import io.tracelake.app.output.TerminalSize;
import io.tracelake.app.status.LineStatus;
import io.tracelake.app.status.StatusReader;
import io.tracelake.app.status.StatusText;
import io.tracelake.schemas.KafkaConfig;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How the line stands, asked from outside it. */
@Command(
        name = "status",
        description = {
            "Shows how far each project has been read, how far streams and sink are behind, and what the lake holds.",
            "Asks the configured Kafka, otherwise that of the last 'tracelake up' on the same data directory."
        })
final class StatusCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Option(names = "--json", description = "Print one JSON document instead of tables")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    private final CommonOptions common;
    private final InstantSource clock;

    StatusCommand(CommonOptions common, InstantSource clock) {
        this.common = common;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        KafkaConfig kafka = LineKafka.of(common);
        LineStatus status = read(new StatusReader(kafka, clock, PATIENCE));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Json.print(out, document -> StatusText.members(document, status));
        } else {
            StatusText.lines(status, TerminalSize.now().columns()).forEach(out::println);
            out.flush();
        }
        return ExitStatus.OK;
    }

    private LineStatus read(StatusReader reader) throws InterruptedException {
        var progress = new ReadingProgress(spec.commandLine().getErr(), clock);
        try {
            return reader.read(progress::records);
        } finally {
            progress.clear();
        }
    }
}
