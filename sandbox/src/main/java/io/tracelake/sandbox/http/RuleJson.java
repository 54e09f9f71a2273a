package io.tracelake.sandbox.http;

import io.tracelake.sandbox.fault.Extent;
import io.tracelake.sandbox.fault.FaultRule;
import io.tracelake.sandbox.fault.FaultText;
import io.tracelake.sandbox.fault.InForce;
import io.tracelake.sandbox.fault.Occurrence;
import io.tracelake.sandbox.fault.Scope;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** A rule in force: what it was ordered with, as far as it isn't the usual, its id, and how often it has struck. */
final class RuleJson {
    private RuleJson() {}

    static void write(JsonGenerator json, InForce inForce) {
        FaultRule rule = inForce.rule();
        json.writeStartObject();
        json.writeNumberProperty("id", inForce.id());
        json.writeStringProperty(
                "fault", rule.fault() == null ? FaultText.RANDOM : rule.fault().label());
        scope(json, rule.scope());
        occurrence(json, rule.occurrence());
        extent(json, rule.extent());
        json.writeNumberProperty("struck", inForce.strikes());
        json.writeEndObject();
    }

    private static void scope(JsonGenerator json, Scope scope) {
        given(json, "endpoint", scope.endpoint());
        given(json, "project", scope.project());
        given(json, "longer-than", scope.longer());
        given(json, "larger-than", scope.larger());
        if (scope.withIo()) {
            json.writeBooleanProperty("with-io", true);
        }
    }

    private static void occurrence(JsonGenerator json, Occurrence occurrence) {
        json.writeNumberProperty("share", occurrence.share());
        given(json, "times", occurrence.times());
        given(json, "after", occurrence.after().equals(Duration.ZERO) ? null : occurrence.after());
        given(json, "for", occurrence.lasting());
    }

    private static void extent(JsonGenerator json, Extent extent) {
        given(json, "duration", extent.duration());
        given(json, "bytes", extent.bytes());
        given(json, "rows", extent.rows() == null ? null : Long.valueOf(extent.rows()));
        given(json, "location", extent.location());
    }

    private static void given(JsonGenerator json, String name, @Nullable Long value) {
        if (value != null) {
            json.writeNumberProperty(name, value);
        }
    }

    private static void given(JsonGenerator json, String name, @Nullable Object value) {
        if (value != null) {
            json.writeStringProperty(name, value.toString());
        }
    }
}
