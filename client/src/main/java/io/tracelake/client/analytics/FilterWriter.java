package io.tracelake.client.analytics;

import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Conditions as the service reads them. */
final class FilterWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private FilterWriter() {}

    static String write(List<TraceFilterCondition> conditions) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartArray();
            conditions.forEach(condition -> write(json, condition));
            json.writeEndArray();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, TraceFilterCondition condition) {
        json.writeStartObject();
        json.writeStringProperty("type", condition.type().parameter());
        json.writeStringProperty("column", condition.column());
        json.writeStringProperty("operator", condition.operator().parameter());
        json.writeName("value");
        switch (condition.value()) {
            case FilterValue.Text(var text) -> json.writeString(text);
            case FilterValue.Decimal(var number) -> json.writeNumber(number);
            case FilterValue.Flag(var flag) -> json.writeBoolean(flag);
            case FilterValue.Time(var time) ->
                json.writeString(millis(time, condition.operator()).toString());
            case FilterValue.Texts(var texts) -> {
                json.writeStartArray();
                texts.forEach(json::writeString);
                json.writeEndArray();
            }
            // the service's schema insists on the empty text
            case FilterValue.Nothing() -> json.writeString("");
        }
        if (condition.key() != null) {
            json.writeStringProperty("key", condition.key());
        }
        json.writeEndObject();
    }

    /**
     * The service keeps milliseconds and cuts a bound's rest off. The same rows are at or after a bound and at or after
     * the next whole millisecond, and the same are after it and after the millisecond it is in.
     */
    private static Instant millis(Instant time, FilterOperator operator) {
        Instant floor = time.truncatedTo(ChronoUnit.MILLIS);
        boolean up = operator == FilterOperator.GREATER_OR_EQUAL || operator == FilterOperator.LESS;
        return up && !floor.equals(time) ? floor.plusMillis(1) : floor;
    }
}
