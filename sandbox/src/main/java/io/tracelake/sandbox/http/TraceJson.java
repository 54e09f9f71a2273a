package io.tracelake.sandbox.http;

import io.tracelake.sandbox.traffic.Observation;
import io.tracelake.sandbox.traffic.Poison;
import io.tracelake.sandbox.traffic.Trace;
import io.tracelake.sandbox.traffic.Trace.Flaw;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** A trace as the analytics service writes it: ids of its observations in a list, whole observations when alone. */
final class TraceJson {
    private static final int EXCLUDED = -1;

    private final Body.Writer out;
    private final JsonGenerator json;
    private final String projectId;
    private final Trace trace;
    private final FieldGroups fields;

    private TraceJson(Body.Writer out, String projectId, Trace trace, FieldGroups fields) {
        this.out = out;
        this.json = out.json();
        this.projectId = projectId;
        this.trace = trace;
        this.fields = fields;
    }

    static void inList(Body.Writer out, String projectId, Trace trace, FieldGroups fields) {
        var row = new TraceJson(out, projectId, trace, fields);
        row.object(() -> {
            for (Observation observation : trace.observations()) {
                row.json.writeString(observation.id());
            }
        });
    }

    static void alone(Body.Writer out, String projectId, Trace trace, FieldGroups fields) {
        var row = new TraceJson(out, projectId, trace, fields);
        row.object(() -> {
            for (Observation observation : trace.observations()) {
                ObservationJson.write(row.json, projectId, trace, observation);
            }
        });
    }

    private void object(Runnable observations) {
        json.writeStartObject();
        members();
        member("observations", () -> {
            json.writeStartArray();
            if (fields.observations()) {
                observations.run();
            }
            json.writeEndArray();
        });
        json.writeEndObject();
    }

    private void members() {
        var attributes = trace.attributes();
        if (trace.flaw() != Flaw.NO_ID) {
            text("id", trace.id());
        }
        text("htmlPath", "/project/" + projectId + "/traces/" + trace.id());
        if (trace.flaw() != Flaw.NO_TIMESTAMP) {
            text("timestamp", Json.time(trace.timestamp()));
        }
        text("name", attributes.name());
        if (fields.io()) {
            member("input", () -> out.text(trace.payload().input()));
            member("output", () -> out.text(trace.payload().output()));
            member("metadata", () -> json.writeRawValue(trace.payload().metadata()));
        }
        text("projectId", projectId);
        text("sessionId", attributes.sessionId());
        text("externalId", null);
        text("userId", attributes.userId());
        text("release", attributes.release());
        text("version", attributes.version());
        text("environment", attributes.environment());
        member("bookmarked", () -> json.writeBoolean(attributes.bookmarked()));
        text("createdAt", Json.time(trace.createdAt()));
        text("updatedAt", Json.time(trace.updatedAt()));
        member("public", () -> json.writeBoolean(attributes.isPublic()));
        member("tags", () -> {
            json.writeStartArray();
            attributes.tags().forEach(json::writeString);
            json.writeEndArray();
        });
        metrics();
        member("scores", () -> {
            json.writeStartArray();
            json.writeEndArray();
        });
    }

    private void metrics() {
        if (trace.flaw() == Flaw.COST_NOT_A_NUMBER) {
            text("totalCost", "n/a");
        } else {
            member("totalCost", () -> {
                if (fields.metrics()) {
                    Json.dollars(json, trace.cost());
                } else {
                    json.writeNumber(EXCLUDED);
                }
            });
        }
        member("latency", () -> {
            if (fields.metrics()) {
                json.writeNumber(noisySeconds(trace.latency()));
            } else {
                json.writeNumber(EXCLUDED);
            }
        });
    }

    private void text(String name, @Nullable String value) {
        member(name, () -> json.writeString(value));
    }

    private void member(String name, Runnable value) {
        Poison poison = trace.poison();
        if (poison == null || !poison.member().equals(name)) {
            json.writeName(name);
            value.run();
            return;
        }
        if (poison.json() != null) {
            json.writeName(name);
            json.writeRawValue(poison.json());
        }
        if (poison.isRepeated()) {
            json.writeName(name);
            value.run();
        }
    }

    /** The service computes in single precision, so 5.326 s is sent as 5.326000213623047. */
    private static double noisySeconds(long millis) {
        return (float) (millis / 1000.0);
    }
}
