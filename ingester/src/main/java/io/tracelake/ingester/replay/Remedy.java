package io.tracelake.ingester.replay;

import io.tracelake.client.analytics.DayRow;
import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.RowText;
import io.tracelake.ingester.publish.DeadLetters;
import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.DeadLetterReason;
import io.tracelake.schemas.Topics;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a dead letter can be carried after all. */
public sealed interface Remedy {
    /** Streams whose records come from the service, by the names of their topics. */
    Set<String> CARRIED_FROM_THE_SERVICE = Set.of(Topics.TRACES.name(), Topics.DAILY_METRICS.name());

    /** Its payload is a whole trace: read that once more. */
    record ReadLetter(String payload) implements Remedy {}

    /** Its payload isn't the whole trace: ask the service. */
    record AskForTrace(String traceId) implements Remedy {}

    /**
     * Figures of a day, old by now: ask the service.
     *
     * @param tag whose figures, null for all traces
     */
    record AskForDay(LocalDate day, @Nullable String tag) implements Remedy {}

    /** There is none. */
    record None(String reason) implements Remedy {}

    static Remedy of(DeadLetter letter) {
        String hopeless = hopeless(letter);
        if (hopeless != null) {
            return new None(hopeless);
        }
        return letter.getReason() == DeadLetterReason.TOO_LARGE ? tooLarge(letter) : malformed(letter);
    }

    /** Why there is no remedy, whatever its payload is; null if there may be one. */
    static @Nullable String hopeless(DeadLetter letter) {
        if (letter.getProjectId() == null) {
            return "it belongs to no project";
        }
        return switch (letter.getReason()) {
            case MALFORMED, TOO_LARGE ->
                CARRIED_FROM_THE_SERVICE.contains(letter.getStream())
                        ? null
                        : "records of " + letter.getStream() + " can't be replayed";
            case UNDECODABLE ->
                "its bytes in Kafka, at " + letter.getSource()
                        + ", are no record; 'tracelake backfill' reads the service again";
            case TOO_OLD ->
                "the revision is carried and in the lake; only usage could not count it, and still can't: it doesn't"
                        + " remember the revision before";
            case TOO_MANY_TAGS ->
                "the revision is carried and in the lake; usage counts it for as many tags as streams.max-tags says";
            case UNKNOWN -> "this version doesn't know its reason";
        };
    }

    private static Remedy malformed(DeadLetter letter) {
        if (letter.getStream().equals(Topics.TRACES.name())) {
            return DeadLetters.isWhole(letter)
                    ? new ReadLetter(letter.getPayload())
                    : ask(RowText.id(letter.getPayload()));
        }
        return malformedDay(letter);
    }

    private static Remedy malformedDay(DeadLetter letter) {
        return switch (RowText.day(letter.getPayload())) {
            case Row.Valid<DayRow>(var day) -> new AskForDay(day.date(), tag(letter.getSource()));
            case Row.Malformed<DayRow> still -> new None("it still can't be read: " + still.detail());
        };
    }

    private static Remedy tooLarge(DeadLetter letter) {
        var matcher =
                Pattern.compile("trace (.+) has \\d+ bytes.*", Pattern.DOTALL).matcher(letter.getDetail());
        return ask(matcher.matches() ? matcher.group(1) : null);
    }

    private static Remedy ask(@Nullable String traceId) {
        return traceId == null ? new None("it doesn't hold the trace, nor the trace's id") : new AskForTrace(traceId);
    }

    private static @Nullable String tag(String source) {
        var matcher = Pattern.compile("[?&]tags=([^&]*)").matcher(source);
        return matcher.find() ? URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8) : null;
    }
}
