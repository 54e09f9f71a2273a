package io.tracelake.sandbox.http;

import io.tracelake.sandbox.traffic.DayTotal;
import io.tracelake.sandbox.traffic.DayTotal.ModelTotal;
import tools.jackson.core.JsonGenerator;

/** A day of the daily metrics. */
final class DailyJson {
    private DailyJson() {}

    static void write(JsonGenerator json, DayTotal day) {
        json.writeStartObject();
        json.writeStringProperty("date", day.day().toString());
        json.writeNumberProperty("countTraces", day.traces());
        json.writeNumberProperty("countObservations", day.observations());
        Json.dollars(json, "totalCost", day.cost());
        json.writeArrayPropertyStart("usage");
        for (ModelTotal usage : day.usage()) {
            json.writeStartObject();
            Json.text(json, "model", usage.model());
            json.writeNumberProperty("inputUsage", usage.inputTokens());
            json.writeNumberProperty("outputUsage", usage.outputTokens());
            json.writeNumberProperty("totalUsage", usage.inputTokens() + usage.outputTokens());
            Json.dollars(json, "totalCost", usage.cost());
            json.writeNumberProperty("countObservations", usage.observations());
            json.writeNumberProperty("countTraces", usage.traces());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
