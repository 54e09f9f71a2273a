package io.tracelake.app.command;

import io.tracelake.app.command.PageOptions.Time;
import io.tracelake.app.request.LetterFilter;
import io.tracelake.schemas.DeadLetterReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which dead letters a command is about. */
final class LetterFilterOptions {
    @Option(names = "--project", paramLabel = "<id>", description = "Only of this project; may be repeated")
    private List<String> projects = new ArrayList<>();

    @Option(
            names = "--reason",
            paramLabel = "<reason>",
            description = "Only for this reason: malformed, too-large, undecodable, too-old or too-many-tags")
    private @Nullable String reason;

    @Option(
            names = "--stream",
            paramLabel = "<stream>",
            description = "Only those meant for this topic, such as traces, daily-metrics or usage")
    private @Nullable String stream;

    @Option(
            names = "--from",
            paramLabel = "<time>",
            converter = Time.class,
            description = "Only those observed since: ISO 8601, or a date for its midnight in UTC")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "<time>", converter = Time.class, description = "Only those observed before")
    private @Nullable Instant to;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    LetterFilter filter() {
        return new LetterFilter(projects, constant(), stream, from, to);
    }

    private @Nullable String constant() {
        if (reason == null) {
            return null;
        }
        String name = reason.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        if (Arrays.stream(DeadLetterReason.values())
                .noneMatch(known -> known.name().equals(name))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--reason: '" + reason + "' is none of "
                            + Arrays.stream(DeadLetterReason.values())
                                    .map(known -> known.name()
                                            .toLowerCase(Locale.ROOT)
                                            .replace('_', '-'))
                                    .collect(Collectors.joining(", ")));
        }
        return name;
    }
}
