package io.tracelake.ingester.replay;

import io.tracelake.client.analytics.DayRow;
import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.RowText;
import io.tracelake.ingester.publish.DeadLetters;
import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.Topics;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a dead letter can be carried after all. */
public sealed interface Remedy {
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
        if (letter.getProjectId() == null) {
            return new None("it belongs to no project");
        }
        return switch (letter.getReason()) {
            case MALFORMED -> malformed(letter);
            case TOO_LARGE -> tooLarge(letter);
            case UNDECODABLE ->
                new None("its bytes were lost inside Kafka, at " + letter.getSource()
                        + ", and are no record; 'tracelake backfill' reads the service again");
            case TOO_OLD ->
                new None("the revision is carried and in the lake, only usage could not count it, and it can't now: it"
                        + " doesn't remember the revision before");
            case TOO_MANY_TAGS ->
                new None("the revision is carried and in the lake, and usage counts it for as many tags as"
                        + " streams.max-tags says");
            case UNKNOWN -> new None("this version doesn't know its reason");
        };
    }

    private static Remedy malformed(DeadLetter letter) {
        if (letter.getStream().equals(Topics.TRACES.name())) {
            return DeadLetters.isCut(letter)
                    ? ask(RowText.id(letter.getPayload()))
                    : new ReadLetter(letter.getPayload());
        }
        if (letter.getStream().equals(Topics.DAILY_METRICS.name())) {
            return malformedDay(letter);
        }
        return new None("records of " + letter.getStream() + " can't be replayed");
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
        return letter.getStream().equals(Topics.TRACES.name())
                ? ask(matcher.matches() ? matcher.group(1) : null)
                : new None("records of " + letter.getStream() + " can't be replayed");
    }

    private static Remedy ask(@Nullable String traceId) {
        return traceId == null ? new None("it doesn't hold the trace, nor the trace's id") : new AskForTrace(traceId);
    }

    private static @Nullable String tag(String source) {
        var matcher = Pattern.compile("[?&]tags=([^&]*)").matcher(source);
        return matcher.find() ? URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8) : null;
    }
}
