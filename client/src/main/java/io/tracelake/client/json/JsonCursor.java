package io.tracelake.client.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * One pass over a JSON text, from value to value. A typed read looks at the current value and throws a
 * {@link ShapeException} if it is of another kind; {@link #leave} then finds the way back out of it. No tree is built.
 * For one thread.
 */
public final class JsonCursor {
    /**
     * The size of a text is bounded before it comes here, and numbers are converted with a bound of their own; so no
     * oddity inside a payload that is merely carried along may make a whole page unreadable. Nesting stays bounded, each
     * level costs memory.
     */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100_000)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final JsonParser parser;
    private final byte[] text;
    private final @Nullable String decoded;
    private final Map<Integer, Cut> cuts;

    /** With the text decoded, the cursor counts in its characters, otherwise in bytes. */
    private JsonCursor(JsonParser parser, byte[] text, @Nullable String decoded, Map<Integer, Cut> cuts) {
        this.parser = parser;
        this.text = text;
        this.decoded = decoded;
        this.cuts = cuts;
    }

    /** A value whose content nobody asks for. */
    public enum Other {
        VALUE
    }

    /** What is made of the text's root object; the cursor stands at its beginning. May be called twice. */
    @FunctionalInterface
    public interface Reading<T> {
        T read(JsonCursor json) throws ShapeException;
    }

    /**
     * Reads a text that is one JSON object and nothing more.
     *
     * @throws UnreadableBodyException if it isn't, or is cut short, or the reading finds another shape than it expects
     */
    public static <T> T read(byte[] text, Reading<T> reading) throws UnreadableBodyException {
        return read(HeldText.whole(text), reading);
    }

    /**
     * Reads a text of which some values may have been cut; {@link #cut} tells which.
     *
     * @throws UnreadableBodyException if it isn't one JSON object, or the reading finds another shape than it expects
     */
    public static <T> T read(HeldText text, Reading<T> reading) throws UnreadableBodyException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text.bytes(), 0, text.length())) {
            return readRoot(new JsonCursor(parser, text.bytes(), null, text.cuts()), reading);
        } catch (JacksonException unreadable) {
            return readDecoded(text, reading);
        }
    }

    /**
     * Reads a text again, as characters: the parser of bytes gives up at bytes that aren't UTF-8 and at member names with
     * half a surrogate pair, and neither may make a whole page unreadable.
     */
    private static <T> T readDecoded(HeldText text, Reading<T> reading) throws UnreadableBodyException {
        String decoded = text.decoded();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), decoded)) {
            return readRoot(new JsonCursor(parser, text.bytes(), decoded, text.decodedCuts()), reading);
        } catch (JacksonException notJson) {
            // Its own message may quote the text, and the text may hold a secret.
            long offset =
                    notJson.getLocation() == null ? -1 : notJson.getLocation().getCharOffset();
            throw new UnreadableBodyException(
                    "the body is not JSON, or cut, at character " + offset + " of " + decoded.length());
        }
    }

    private static <T> T readRoot(JsonCursor json, Reading<T> reading) throws UnreadableBodyException {
        if (json.parser.nextToken() != JsonToken.START_OBJECT) {
            throw new UnreadableBodyException("the body is not a JSON object");
        }
        try {
            T value = reading.read(json);
            if (json.parser.nextToken() != null) {
                throw new UnreadableBodyException("the body goes on after its JSON object");
            }
            return value;
        } catch (ShapeException unexpected) {
            throw new UnreadableBodyException("unexpected JSON: " + unexpected.getMessage());
        }
    }

    /** Moves to the value of the next member of the current object; null at the object's end. */
    public @Nullable String nextMember() {
        String name = parser.nextName();
        if (name != null) {
            parser.nextToken();
        }
        return name;
    }

    /** Moves to the next element of the current array; false at the array's end. */
    public boolean nextElement() {
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    public boolean atObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    public boolean atArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    public boolean atNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    /** Moves to the end of the current value. */
    public void skip() {
        parser.skipChildren();
    }

    /** How deep the cursor is; inside the current object, if it stands at the beginning of one. */
    public int depth() {
        return parser.streamReadContext().getNestingDepth();
    }

    /** Moves out of whatever is deeper than that. */
    public void leave(int depth) {
        while (depth() > depth) {
            parser.nextToken();
        }
    }

    /** What is known of the current value if it was cut; null if it is as it was sent. */
    public @Nullable Cut cut() {
        return cuts.isEmpty() ? null : cuts.get(start());
    }

    /** Where the current value begins, for {@link #textFrom}. */
    public int start() {
        return offset(parser.currentTokenLocation());
    }

    /** The text from there to the end of the current value, or of the object or array just left, as it was sent. */
    public String textFrom(int start) {
        parser.finishToken();
        int end = offset(parser.currentLocation());
        return decoded == null
                ? new String(text, start, end - start, StandardCharsets.UTF_8)
                : decoded.substring(start, end);
    }

    private int offset(TokenStreamLocation location) {
        return (int) (decoded == null ? location.getByteOffset() : location.getCharOffset());
    }

    /** The current value as it was sent. */
    public String raw() {
        int start = start();
        parser.skipChildren();
        return textFrom(start);
    }

    /** The current value as it was sent; null for JSON null. */
    public @Nullable String rawOrNull() {
        return atNull() ? null : raw();
    }

    public @Nullable String string() throws ShapeException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getString();
            case VALUE_NULL -> null;
            default -> throw new ShapeException("not a string");
        };
    }

    /** Whether the current value is a string. */
    public boolean atText() {
        return parser.currentToken() == JsonToken.VALUE_STRING;
    }

    /**
     * The current value as a String, a Boolean, a List of the strings in an array, or {@link Other} for a number and an
     * object; null for JSON null.
     */
    public @Nullable Object plain() {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case START_ARRAY -> {
                List<String> texts = new ArrayList<>();
                while (nextElement()) {
                    if (atText()) {
                        texts.add(parser.getString());
                    } else {
                        skip();
                    }
                }
                yield texts;
            }
            default -> {
                skip();
                yield Other.VALUE;
            }
        };
    }

    /** A text, a number, or true or false, as text. */
    public String text() throws ShapeException {
        return switch (parser.currentToken()) {
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> parser.getString();
            default -> throw new ShapeException("not a text");
        };
    }

    public @Nullable Boolean bool() throws ShapeException {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new ShapeException("not true or false");
        };
    }

    public @Nullable Instant instant() throws ShapeException {
        String value = string();
        return value == null ? null : Timestamps.parse(value);
    }

    public @Nullable LocalDate date() throws ShapeException {
        String value = string();
        return value == null ? null : Timestamps.parseDate(value);
    }

    public @Nullable BigDecimal number() throws ShapeException {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Decimals.parse(parser.getString());
            case VALUE_NULL -> null;
            default -> throw new ShapeException("not a number");
        };
    }

    /** A number, or a string that holds one: some services send prices as strings. */
    public @Nullable BigDecimal numberOrText() throws ShapeException {
        return parser.currentToken() == JsonToken.VALUE_STRING ? Decimals.parse(parser.getString()) : number();
    }

    public @Nullable Long whole() throws ShapeException {
        BigDecimal value = number();
        return value == null ? null : Decimals.whole(value);
    }

    /** The id of a resource: a string that isn't blank, or a whole number as it was sent; null for anything else. */
    public @Nullable String id() {
        return switch (parser.currentToken()) {
            case VALUE_STRING, VALUE_NUMBER_INT -> parser.getString().isBlank() ? null : parser.getString();
            default -> {
                skip();
                yield null;
            }
        };
    }

    /** An array of strings; empty for JSON null. */
    public List<String> strings() throws ShapeException {
        List<String> values = new ArrayList<>();
        if (arrayOrNull()) {
            while (nextElement()) {
                String value = string();
                if (value == null) {
                    throw new ShapeException("null in an array of strings");
                }
                values.add(value);
            }
        }
        return values;
    }

    /** Whether there is an array to walk through; false for JSON null. */
    public boolean arrayOrNull() throws ShapeException {
        if (!atArray() && !atNull()) {
            throw new ShapeException("not an array");
        }
        return atArray();
    }
}
