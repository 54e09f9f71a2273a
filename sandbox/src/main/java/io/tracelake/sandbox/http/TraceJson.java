package io.tracelake.sandbox.http;

import io.tracelake.sandbox.traffic.Observation;
import io.tracelake.sandbox.traffic.Trace;
import io.tracelake.sandbox.traffic.Trace.Flaw;
import tools.jackson.core.JsonGenerator;

/** A trace as the analytics service writes it: ids of its observations in a list, whole observations when alone. */
final class TraceJson {
    private static final int EXCLUDED = -1;

    private TraceJson() {}

    static void inList(JsonGenerator json, String projectId, Trace trace, FieldGroups fields) {
        json.writeStartObject();
        members(json, projectId, trace, fields);
        json.writeArrayPropertyStart("observations");
        if (fields.observations()) {
            for (Observation observation : trace.observations()) {
                json.writeString(observation.id());
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static void alone(JsonGenerator json, String projectId, Trace trace, FieldGroups fields) {
        json.writeStartObject();
        members(json, projectId, trace, fields);
        json.writeArrayPropertyStart("observations");
        if (fields.observations()) {
            for (Observation observation : trace.observations()) {
                ObservationJson.write(json, projectId, trace, observation);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void members(JsonGenerator json, String projectId, Trace trace, FieldGroups fields) {
        var attributes = trace.attributes();
        if (trace.flaw() != Flaw.NO_ID) {
            json.writeStringProperty("id", trace.id());
        }
        json.writeStringProperty("htmlPath", "/project/" + projectId + "/traces/" + trace.id());
        if (trace.flaw() != Flaw.NO_TIMESTAMP) {
            Json.time(json, "timestamp", trace.timestamp());
        }
        Json.text(json, "name", attributes.name());
        if (fields.io()) {
            Json.raw(json, "input", trace.payload().input());
            Json.raw(json, "output", trace.payload().output());
            Json.raw(json, "metadata", trace.payload().metadata());
        }
        json.writeStringProperty("projectId", projectId);
        Json.text(json, "sessionId", attributes.sessionId());
        json.writeNullProperty("externalId");
        Json.text(json, "userId", attributes.userId());
        Json.text(json, "release", attributes.release());
        Json.text(json, "version", attributes.version());
        json.writeStringProperty("environment", attributes.environment());
        json.writeBooleanProperty("bookmarked", attributes.bookmarked());
        Json.time(json, "createdAt", trace.createdAt());
        Json.time(json, "updatedAt", trace.updatedAt());
        json.writeBooleanProperty("public", attributes.isPublic());
        json.writeArrayPropertyStart("tags");
        for (String tag : attributes.tags()) {
            json.writeString(tag);
        }
        json.writeEndArray();
        metrics(json, trace, fields);
        json.writeArrayPropertyStart("scores");
        json.writeEndArray();
    }

    private static void metrics(JsonGenerator json, Trace trace, FieldGroups fields) {
        if (trace.flaw() == Flaw.COST_NOT_A_NUMBER) {
            json.writeStringProperty("totalCost", "n/a");
        } else if (fields.metrics()) {
            Json.dollars(json, "totalCost", trace.cost());
        } else {
            json.writeNumberProperty("totalCost", EXCLUDED);
        }
        if (fields.metrics()) {
            json.writeNumberProperty("latency", noisySeconds(trace.latency()));
        } else {
            json.writeNumberProperty("latency", EXCLUDED);
        }
    }

    /** The service computes in single precision, so 5.326 s is sent as 5.326000213623047. */
    private static double noisySeconds(long millis) {
        return (float) (millis / 1000.0);
    }
}
