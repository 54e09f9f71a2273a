package io.tracelake.sandbox.json;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of a known form: each accessor asks for a member of one type and throws {@link JsonMismatchException}
 * with its pointer for any other. A member that is null counts as absent. Members nobody asks for are ignored.
 */
public final class JsonObject {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

    private final String pointer;
    private final Map<?, ?> members;

    private JsonObject(String pointer, Map<?, ?> members) {
        this.pointer = pointer;
        this.members = members;
    }

    /**
     * Reads a text that must be an object.
     *
     * @throws MalformedJsonException if it is no JSON
     */
    public static JsonObject parse(byte[] text) {
        return of("", JsonText.parse(text));
    }

    /** What somebody else has read: maps, lists, texts and booleans. */
    public static JsonObject of(Object value) {
        return of("", value);
    }

    private static JsonObject of(String pointer, @Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            return new JsonObject(pointer, members);
        }
        throw new JsonMismatchException(pointer, "must be an object");
    }

    /** The names of all members. */
    public Set<String> names() {
        return members.keySet().stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    public boolean has(String name) {
        return members.get(name) != null;
    }

    /** The first of several spellings that is there, or the first of all. */
    public String spelling(String... names) {
        for (String name : names) {
            if (has(name)) {
                return name;
            }
        }
        return names[0];
    }

    public JsonObject object(String name) {
        return of(pointer(name), required(name, members.get(name)));
    }

    public String text(String name) {
        return text(name, required(name, members.get(name)));
    }

    /** A text, or the text of a truth value. */
    public String wordOr(String name, String otherwise) {
        Object value = members.get(name);
        if (value == null) {
            return otherwise;
        }
        return value instanceof Boolean flag ? flag.toString() : text(name, value);
    }

    public @Nullable String textOrNull(String name) {
        Object value = members.get(name);
        return value == null ? null : text(name, value);
    }

    /** A number, or a text that is one, of at most 18 digits on either side of the point. */
    public @Nullable BigDecimal numberOrNull(String name) {
        Object value = members.get(name);
        if (value == null) {
            return null;
        }
        String text = value instanceof JsonText.Digits digits ? digits.text() : String.valueOf(value);
        if (!(value instanceof List) && NUMBER.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        throw mismatch(name, "must be a number");
    }

    public boolean flag(String name, boolean otherwise) {
        Object value = members.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw mismatch(name, "must be true or false");
    }

    /** An ISO 8601 date-time with an offset, in the years 1 to 9999. */
    public @Nullable Instant timeOrNull(String name) {
        String text = textOrNull(name);
        if (text == null) {
            return null;
        }
        try {
            var time = OffsetDateTime.parse(text);
            if (time.getYear() > 0 && time.getYear() < 10_000) {
                return time.toInstant();
            }
        } catch (DateTimeException noTime) {
            // refused like a year out of range
        }
        throw mismatch(name, "must be an ISO 8601 date-time with an offset");
    }

    public Instant time(String name) {
        required(name, members.get(name));
        Instant time = timeOrNull(name);
        if (time == null) {
            throw mismatch(name, "is missing");
        }
        return time;
    }

    /** An array of strings; absent means empty. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object element : array(name)) {
            texts.add(text(name + "/" + texts.size(), element));
        }
        return List.copyOf(texts);
    }

    /** An array of objects; absent means empty. */
    public List<JsonObject> objects(String name) {
        List<JsonObject> objects = new ArrayList<>();
        for (Object element : array(name)) {
            objects.add(of(pointer(name) + "/" + objects.size(), element));
        }
        return List.copyOf(objects);
    }

    /** The pointer of a member, there or not. */
    public String pointer(String name) {
        return pointer + "/" + name;
    }

    public JsonMismatchException mismatch(String name, String detail) {
        return new JsonMismatchException(pointer(name), detail);
    }

    /** Something that is wrong with the object as a whole. */
    public JsonMismatchException mismatch(String detail) {
        return new JsonMismatchException(pointer, detail);
    }

    private List<?> array(String name) {
        Object value = members.get(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> elements) {
            return elements;
        }
        throw mismatch(name, "must be an array");
    }

    private Object required(String name, @Nullable Object value) {
        if (value == null) {
            throw mismatch(name, "is missing");
        }
        return value;
    }

    private String text(String name, @Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw mismatch(name, "must be a string");
    }
}
