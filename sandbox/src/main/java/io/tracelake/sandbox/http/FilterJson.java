package io.tracelake.sandbox.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** JSON as JavaScript sees it: maps, lists, strings, doubles, booleans, null. */
final class FilterJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private FilterJson() {}

    /**
     * Reads one value and nothing after it.
     *
     * @throws tools.jackson.core.JacksonException if that isn't what the text is
     */
    static @Nullable Object read(String text) {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            Object value = value(json);
            if (json.nextToken() != null) {
                throw new StreamReadException(json, "more than one value");
            }
            return value;
        }
    }

    /**
     * What an object holds under a name: a string as it is, anything else as its JSON text; empty without such a member,
     * or if it is no object at all.
     */
    static String member(String text, String name) {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return "";
            }
            for (String member = json.nextName(); member != null; member = json.nextName()) {
                json.nextToken();
                if (member.equals(name)) {
                    return asText(json, text);
                }
                json.skipChildren();
            }
            return "";
        }
    }

    private static String asText(JsonParser json, String text) {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return json.getString();
        }
        int start = (int) json.currentTokenLocation().getCharOffset();
        json.skipChildren();
        json.finishToken();
        return text.substring(start, (int) json.currentLocation().getCharOffset());
    }

    private static @Nullable Object value(JsonParser json) {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_STRING -> json.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Double.valueOf(json.getString());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case null, default -> throw new StreamReadException(json, "no value");
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser json) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            members.put(name, value(json));
        }
        return members;
    }

    private static List<@Nullable Object> array(JsonParser json) {
        List<@Nullable Object> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(json));
        }
        return elements;
    }
}
