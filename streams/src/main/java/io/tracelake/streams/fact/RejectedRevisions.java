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

    private static final JsonFactory JSON = new JsonFactory();

    private RejectedRevisions() {}

    static DeadLetter undecodable(
            @Nullable String key, Revision.Undecodable revision, String source, Instant observedAt) {
        return letter(
                key == null ? null : Topics.projectOf(key),
                DeadLetterReason.UNDECODABLE,
                revision.detail(),
                revision.payload(),
                source,
                observedAt);
    }

    static DeadLetter tooOld(TraceFigures figures, Duration horizon, String source, Instant observedAt) {
        return letter(
                figures.getProjectId(),
                DeadLetterReason.TOO_OLD,
                "revision %d of trace %s of %s came after the horizon of %s: what it replaces is forgotten"
                        .formatted(figures.getRevision(), figures.getTraceId(), figures.getTimestamp(), horizon),
                json(figures, figures.getTags()),
                source,
                observedAt);
    }

    static DeadLetter tooManyTags(TraceFigures figures, List<String> leftOut, String source, Instant observedAt) {
        return letter(
                figures.getProjectId(),
                DeadLetterReason.TOO_MANY_TAGS,
                "trace %s has %d tags too many; it counts without them".formatted(figures.getTraceId(), leftOut.size()),
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

    /** The figures, under the names of the lake's columns. */
    private static String json(TraceFigures figures, List<String> tags) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("trace_id", figures.getTraceId());
            json.writeNumberProperty("revision", figures.getRevision());
            json.writeStringProperty("observed_at", figures.getObservedAt().toString());
            json.writeStringProperty("timestamp", figures.getTimestamp().toString());
            json.writeStringProperty("user_id", figures.getUserId());
            json.writeStringProperty("session_id", figures.getSessionId());
            json.writeArrayPropertyStart("tags");
            tags.forEach(json::writeString);
            json.writeEndArray();
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
