package io.tracelake.sandbox.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one JSON text from an untrusted sender into maps, lists, strings and booleans. Numbers stay text in a
 * {@link Digits} and are never computed with, so that a huge one costs nothing. Nesting is limited, a repeated name, text behind
 * the end and half of a surrogate pair are refused.
 */
final class JsonText {
    private static final int MAX_DEPTH = 32;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(1_000)
                    .build())
            .build();

    private final JsonParser parser;

    private JsonText(JsonParser parser) {
        this.parser = parser;
    }

    static @Nullable Object parse(byte[] text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            var reader = new JsonText(parser);
            parser.nextToken();
            Object value = reader.value();
            if (parser.nextToken() != null) {
                throw reader.malformed("more text behind the end");
            }
            return value;
        } catch (JacksonException e) {
            var place = e.getLocation();
            throw new MalformedJsonException(
                    "not valid JSON" + (place == null ? "" : " at byte " + Math.max(0, place.getByteOffset())), null);
        }
    }

    private @Nullable Object value() {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case null -> throw malformed("no JSON at all");
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> string(parser.getString());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Digits(parser.getString());
            default -> throw malformed("not valid JSON");
        };
    }

    private Map<String, @Nullable Object> object() {
        var members = new LinkedHashMap<String, @Nullable Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = string(parser.currentName());
            parser.nextToken();
            members.put(name, value());
        }
        return members;
    }

    private List<@Nullable Object> array() {
        var elements = new ArrayList<@Nullable Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value());
        }
        return elements;
    }

    private String string(String text) {
        for (int n = 0; n < text.length(); n++) {
            char c = text.charAt(n);
            if (Character.isHighSurrogate(c) && n + 1 < text.length() && Character.isLowSurrogate(text.charAt(n + 1))) {
                n++;
            } else if (Character.isSurrogate(c)) {
                throw malformed("half of a surrogate pair");
            }
        }
        return text;
    }

    private MalformedJsonException malformed(String what) {
        return new MalformedJsonException(what, null);
    }

    /** A number as it was written. */
    record Digits(String text) {}
}
