package io.tracelake.app.command;

import io.tracelake.app.command.PageOptions.Time;
import io.tracelake.app.config.IngestSettings;
import io.tracelake.ingester.source.Window;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A range of the past, and the projects whose past it is. */
final class RangeOptions {
    @Option(
            names = "--from",
            paramLabel = "<time>",
            converter = Time.class,
            description = "Begin, inclusive: ISO 8601, or a date for its midnight in UTC")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "<time>",
            converter = Time.class,
            description = "End, exclusive (default: now)")
    private @Nullable Instant to;

    @Option(
            names = "--project",
            paramLabel = "<id or name>",
            description = "Only this project; may be repeated (default: all)")
    private List<String> projects = new ArrayList<>();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    List<String> projects() {
        return projects;
    }

    /** @throws ParameterException if it isn't a range of the past, or reaches beyond what ingesters remember */
    Window range(IngestSettings ingest, Instant now) {
        if (from == null) {
            throw wrong("--from: missing");
        }
        Instant end = to == null ? now.truncatedTo(ChronoUnit.MILLIS) : to.truncatedTo(ChronoUnit.MILLIS);
        var range = new Window(from.truncatedTo(ChronoUnit.MILLIS), end);
        if (range.isEmpty()) {
            throw wrong("--from: " + range.from() + " isn't before the end, " + range.to());
        }
        if (end.isAfter(now)) {
            throw wrong("--to: " + end + " lies ahead");
        }
        Instant oldest = now.minus(ingest.memory());
        if (range.from().isBefore(oldest)) {
            throw wrong("--from: " + range.from() + " lies before " + oldest.truncatedTo(ChronoUnit.SECONDS)
                    + ", which is as far back as ingest.memory ("
                    + ingest.memory().toDays()
                    + "d) reaches; what was carried before isn't remembered, and would be carried again");
        }
        return range;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
