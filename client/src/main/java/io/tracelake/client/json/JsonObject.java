package io.tracelake.client.json;

import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/** A JSON object to be sent, its members in the order they were put. May hold secrets: it prints as {@code ****}. */
public final class JsonObject {
    private final StringJoiner members = new StringJoiner(",", "{", "}");

    /** Puts a text, unless it is null. */
    public JsonObject put(String name, @Nullable String value) {
        return value == null ? this : putRaw(name, quoted(value));
    }

    public JsonObject put(String name, long value) {
        return putRaw(name, Long.toString(value));
    }

    public JsonObject put(String name, boolean value) {
        return putRaw(name, Boolean.toString(value));
    }

    public JsonObject put(String name, List<String> values) {
        StringJoiner array = new StringJoiner(",", "[", "]");
        values.forEach(value -> array.add(quoted(value)));
        return putRaw(name, array.toString());
    }

    public JsonObject put(String name, JsonObject value) {
        return putRaw(name, value.text());
    }

    /** Puts what a value becomes, unless it is null. */
    public <T> JsonObject put(String name, @Nullable T value, Function<T, String> text) {
        return value == null ? this : put(name, text.apply(value));
    }

    public String text() {
        return members.toString();
    }

    @Override
    public String toString() {
        return "****";
    }

    private JsonObject putRaw(String name, String json) {
        members.add(quoted(name) + ':' + json);
        return this;
    }

    /** A text as a JSON string. */
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, quoted);
        return quoted.append('"').toString();
    }
}
