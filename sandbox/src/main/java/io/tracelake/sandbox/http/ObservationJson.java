package io.tracelake.sandbox.http;

import io.tracelake.sandbox.traffic.Model;
import io.tracelake.sandbox.traffic.Observation;
import io.tracelake.sandbox.traffic.Trace;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** A whole observation, as in the answer for a single trace. */
final class ObservationJson {
    private ObservationJson() {}

    static void write(JsonGenerator json, String projectId, Trace trace, Observation observation) {
        Model model = observation.model();
        json.writeStartObject();
        json.writeStringProperty("id", observation.id());
        json.writeStringProperty("traceId", trace.id());
        json.writeStringProperty("projectId", projectId);
        json.writeStringProperty("type", model == null ? "SPAN" : "GENERATION");
        Json.time(json, "startTime", observation.start());
        Json.time(json, "endTime", observation.end());
        json.writeStringProperty("name", observation.name());
        json.writeNullProperty("metadata");
        json.writeNullProperty("parentObservationId");
        json.writeStringProperty("level", "DEFAULT");
        json.writeNullProperty("statusMessage");
        Json.text(json, "version", trace.attributes().version());
        json.writeStringProperty("environment", trace.attributes().environment());
        Json.time(json, "createdAt", observation.createdAt());
        Json.time(json, "updatedAt", observation.createdAt());
        Json.text(json, "model", model == null ? null : model.name());
        json.writeNullProperty("modelParameters");
        json.writeNullProperty("input");
        json.writeNullProperty("output");
        json.writeNullProperty("completionStartTime");
        json.writeNullProperty("promptId");
        json.writeNullProperty("promptName");
        json.writeNullProperty("promptVersion");
        prices(json, model, observation);
        json.writeNumberProperty("latency", (observation.end() - observation.start()) / 1000.0);
        json.writeNullProperty("timeToFirstToken");
        usage(json, model, observation);
        json.writeEndObject();
    }

    private static void prices(JsonGenerator json, @Nullable Model model, Observation observation) {
        Json.text(json, "modelId", model == null ? null : model.id());
        boolean priced = model != null && model.isPriced();
        dollars(json, "inputPrice", priced, model == null ? 0 : model.inputPrice());
        dollars(json, "outputPrice", priced, model == null ? 0 : model.outputPrice());
        json.writeNullProperty("totalPrice");
        dollars(json, "calculatedInputCost", priced, observation.inputCost());
        dollars(json, "calculatedOutputCost", priced, observation.outputCost());
        dollars(json, "calculatedTotalCost", priced, observation.cost());
    }

    private static void usage(JsonGenerator json, @Nullable Model model, Observation observation) {
        String unit = model == null ? null : "TOKENS";
        int total = observation.inputTokens() + observation.outputTokens();
        Json.text(json, "unit", unit);
        json.writeNumberProperty("promptTokens", observation.inputTokens());
        json.writeNumberProperty("completionTokens", observation.outputTokens());
        json.writeNumberProperty("totalTokens", total);
        json.writeObjectPropertyStart("usage");
        Json.text(json, "unit", unit);
        json.writeNumberProperty("input", observation.inputTokens());
        json.writeNumberProperty("output", observation.outputTokens());
        json.writeNumberProperty("total", total);
        json.writeEndObject();
    }

    private static void dollars(JsonGenerator json, String name, boolean known, long picoDollars) {
        if (known) {
            Json.dollars(json, name, picoDollars);
        } else {
            json.writeNullProperty(name);
        }
    }
}
