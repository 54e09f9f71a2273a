package io.tracelake.streams.fact;

import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.DeadLetterReason;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.TraceFigures;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** How what can't be counted is written down. */
final class RejectedRevisions {
    /** The dead letters' name for both topics of usage. */
    private static final String STREAM = "usage";

    /** So that the dead letter fits into a record, even if each character needs six in JSON. */
    private static final int LONGEST_TEXT = 1_024;

    private static final int MOST_TAGS = 1_000;
    private static final JsonFactory JSON = new JsonFactory();

    private RejectedRevisions() {}

    static DeadLetter undecodable(
            @Nullable String key, Revision.Undecodable revision, String source, Instant observedAt) {
        return letter(
                project(key), DeadLetterReason.UNDECODABLE, revision.detail(), revision.payload(), source, observedAt);
    }

    static DeadLetter malformed(
            @Nullable String key, TraceFigures figures, String detail, String source, Instant observedAt) {
        return letter(
                project(key), DeadLetterReason.MALFORMED, detail, json(figures, figures.getTags()), source, observedAt);
    }

    /** What stands before the slash may be anything, and goes into a key. */
    private static @Nullable String project(@Nullable String key) {
        return key == null ? null : cut(Topics.projectOf(key));
    }

    static DeadLetter tooOld(TraceFigures figures, Duration horizon, String source, Instant observedAt) {
        return letter(
                figures.getProjectId(),
                DeadLetterReason.TOO_OLD,
                "revision %d of trace %s of %s came after the horizon of %s: what it replaces is forgotten"
                        .formatted(figures.getRevision(), cut(figures.getTraceId()), figures.getTimestamp(), horizon),
                json(figures, figures.getTags()),
                source,
                observedAt);
    }

    static DeadLetter tooManyTags(TraceFigures figures, List<String> leftOut, String source, Instant observedAt) {
        return letter(
                figures.getProjectId(),
                DeadLetterReason.TOO_MANY_TAGS,
                "trace %s has %d tags too many or too long; it counts without them"
                        .formatted(cut(figures.getTraceId()), leftOut.size()),
                json(figures, leftOut),
                source,
                observedAt);
    }

    private static DeadLetter letter(
            @Nullable String projectId,
            DeadLetterReason reason,
            String detail,
            String payload,
            String source,
            Instant observedAt) {
        return new DeadLetter(projectId, STREAM, reason, detail, payload, source, observedAt);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }

    private static @Nullable String cutOrNull(@Nullable String text) {
        return text == null ? null : cut(text);
    }

    /** The figures, under the names of the lake's columns; what is very long or much is cut, and says so. */
    private static String json(TraceFigures figures, List<String> tags) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("trace_id", cut(figures.getTraceId()));
            json.writeNumberProperty("revision", figures.getRevision());
            json.writeStringProperty("observed_at", figures.getObservedAt().toString());
            json.writeStringProperty("timestamp", figures.getTimestamp().toString());
            json.writeStringProperty("user_id", cutOrNull(figures.getUserId()));
            json.writeStringProperty("session_id", cutOrNull(figures.getSessionId()));
            json.writeArrayPropertyStart("tags");
            tags.stream().limit(MOST_TAGS).map(RejectedRevisions::cut).forEach(json::writeString);
            json.writeEndArray();
            json.writeNumberProperty("tags_in_all", tags.size());
            json.writeName("latency_ms");
            if (figures.getLatencyMs() == null) {
                json.writeNull();
            } else {
                json.writeNumber(figures.getLatencyMs());
            }
            json.writeName("total_cost");
            json.writeNumber(figures.getTotalCost());
            json.writeEndObject();
        }
        return text.toString();
    }
}
