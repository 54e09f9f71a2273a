package io.tracelake.sandbox.http;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes JSON in the services' own formats of numbers and times. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final int PICO_DIGITS = 12;

    private Json() {}

    static byte[] write(Consumer<JsonGenerator> body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8_192);
        try (JsonGenerator json = generator(bytes)) {
            body.accept(json);
        }
        return bytes.toByteArray();
    }

    static JsonGenerator generator(ByteArrayOutputStream bytes) {
        return FACTORY.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8);
    }

    static byte[] object(Consumer<JsonGenerator> members) {
        return write(json -> {
            json.writeStartObject();
            members.accept(json);
            json.writeEndObject();
        });
    }

    static void text(JsonGenerator json, String name, @Nullable String value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, value);
        }
    }

    static void time(JsonGenerator json, String name, long millis) {
        json.writeStringProperty(name, time(millis));
    }

    /** Null stays null. */
    static void time(JsonGenerator json, String name, @Nullable Instant time) {
        if (time == null) {
            json.writeNullProperty(name);
        } else {
            time(json, name, time.toEpochMilli());
        }
    }

    static void texts(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    static String time(long millis) {
        return MILLIS.format(Instant.ofEpochMilli(millis));
    }

    /** A constant as it is written for people: lower case with hyphens. */
    static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Pico-dollars as an exact decimal of dollars. */
    static void dollars(JsonGenerator json, String name, long picoDollars) {
        json.writeName(name);
        dollars(json, picoDollars);
    }

    static void dollars(JsonGenerator json, long picoDollars) {
        if (picoDollars == 0) {
            json.writeNumber(0);
        } else {
            json.writeNumber(BigDecimal.valueOf(picoDollars, PICO_DIGITS)
                    .stripTrailingZeros()
                    .toPlainString());
        }
    }
}
