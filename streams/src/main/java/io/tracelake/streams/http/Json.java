package io.tracelake.streams.http;

import io.tracelake.schemas.Usage;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What the endpoint writes: columns of the lake under their names, instants as ISO 8601 in UTC. Decimals are strings
 * with all their places: most readers make a double of a number, which would change a sum's last digits.
 */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    static JsonGenerator generator(OutputStream out) {
        return FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8);
    }

    static byte[] object(Consumer<JsonGenerator> members) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = generator(bytes)) {
            json.writeStartObject();
            members.accept(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    static void row(JsonGenerator json, Usage row) {
        json.writeStartObject();
        json.writeStringProperty("scope", row.getScope().name());
        json.writeStringProperty("tag", row.getTag());
        json.writeStringProperty("window_start", row.getWindowStart().toString());
        json.writeNumberProperty("traces", row.getTraces());
        decimal(json, "traces_split", row.getTracesSplit());
        decimal(json, "cost", row.getCost());
        decimal(json, "cost_split", row.getCostSplit());
        json.writeNumberProperty("latency_count", row.getLatencyCount());
        number(json, "latency_p50_ms", row.getLatencyP50Ms());
        number(json, "latency_p90_ms", row.getLatencyP90Ms());
        number(json, "latency_p95_ms", row.getLatencyP95Ms());
        number(json, "latency_p99_ms", row.getLatencyP99Ms());
        number(json, "latency_max_ms", row.getLatencyMaxMs());
        json.writeNumberProperty("users", row.getUsers());
        json.writeNumberProperty("sessions", row.getSessions());
        json.writeNumberProperty("revision", row.getRevision());
        json.writeStringProperty("observed_at", row.getObservedAt().toString());
        json.writeEndObject();
    }

    private static void decimal(JsonGenerator json, String name, BigDecimal value) {
        json.writeStringProperty(name, value.toPlainString());
    }

    private static void number(JsonGenerator json, String name, @Nullable Double value) {
        json.writeName(name);
        if (value == null) {
            json.writeNull();
        } else {
            json.writeNumber(value);
        }
    }
}
