package io.tracelake.app.output;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * One JSON document for programs: an object, its members in the order written. A member that isn't known is null, never
 * left out; instants are ISO 8601 in UTC; decimals are plain numbers without trailing zeros.
 */
public final class Json {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final JsonGenerator generator;

    private Json(JsonGenerator generator) {
        this.generator = generator;
    }

    /** Prints a document and the end of its line; nothing at all if {@code members} throws. */
    public static void print(PrintWriter out, Consumer<Json> members) {
        var text = new StringWriter();
        try (var generator = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            generator.writeStartObject();
            members.accept(new Json(generator));
            generator.writeEndObject();
        }
        out.println(text);
        out.flush();
    }

    public Json text(String name, @Nullable Object value) {
        generator.writeName(name);
        if (value == null) {
            generator.writeNull();
        } else {
            generator.writeString(value.toString());
        }
        return this;
    }

    public Json number(String name, @Nullable Long value) {
        generator.writeName(name);
        if (value == null) {
            generator.writeNull();
        } else {
            generator.writeNumber(value);
        }
        return this;
    }

    public Json decimal(String name, @Nullable BigDecimal value) {
        generator.writeName(name);
        if (value == null) {
            generator.writeNull();
        } else {
            generator.writeNumber(value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros());
        }
        return this;
    }

    public Json bool(String name, @Nullable Boolean value) {
        generator.writeName(name);
        if (value == null) {
            generator.writeNull();
        } else {
            generator.writeBoolean(value);
        }
        return this;
    }

    /** Seconds between the two, null without a beginning. */
    public Json seconds(String name, @Nullable Instant since, Instant now) {
        return number(name, since == null ? null : now.getEpochSecond() - since.getEpochSecond());
    }

    /** JSON text as it is. */
    public Json raw(String name, @Nullable String json) {
        generator.writeName(name);
        if (json == null) {
            generator.writeNull();
        } else {
            generator.writeRawValue(json);
        }
        return this;
    }

    public Json texts(String name, List<String> values) {
        generator.writeName(name);
        generator.writeStartArray();
        values.forEach(generator::writeString);
        generator.writeEndArray();
        return this;
    }

    public Json object(String name, Consumer<Json> members) {
        generator.writeName(name);
        generator.writeStartObject();
        members.accept(this);
        generator.writeEndObject();
        return this;
    }

    /** An array of objects, one for each value. */
    public <T> Json objects(String name, List<T> values, BiConsumer<Json, T> members) {
        generator.writeName(name);
        generator.writeStartArray();
        for (T value : values) {
            generator.writeStartObject();
            members.accept(this, value);
            generator.writeEndObject();
        }
        generator.writeEndArray();
        return this;
    }
}
