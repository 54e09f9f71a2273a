package io.tracelake.client.organizations;

import io.tracelake.client.json.JsonCursor;
import io.tracelake.client.json.ShapeException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON:API resource. Its attributes may be spelled in either case, and stand beside the id instead of under
 * {@code attributes}. One of another kind than asked for is as good as absent.
 */
final class Resource {
    private static final Pattern UNDERSCORE = Pattern.compile("_+([a-z0-9])");

    private final Map<String, Object> attributes = new HashMap<>();
    private @Nullable String id;
    private String type = "";

    /** Reads the current value. */
    static Resource read(JsonCursor json) throws ShapeException {
        if (!json.atObject()) {
            throw new ShapeException("data: not a resource");
        }
        Resource resource = new Resource();
        resource.readMembers(json);
        return resource;
    }

    private void readMembers(JsonCursor json) throws ShapeException {
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            switch (member) {
                case "id" -> id = json.id();
                case "type" -> type = json.atText() ? json.text() : skipped(json);
                case "attributes" -> readAttributes(json);
                case "links", "meta", "relationships" -> json.skip();
                default -> readAttribute(member, json);
            }
        }
    }

    private static String skipped(JsonCursor json) {
        json.skip();
        return "";
    }

    private void readAttributes(JsonCursor json) throws ShapeException {
        if (!json.atObject()) {
            json.skip();
            return;
        }
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            if (member.equals("id") && id == null) {
                id = json.id();
            } else {
                readAttribute(member, json);
            }
        }
    }

    private void readAttribute(String member, JsonCursor json) throws ShapeException {
        Object value = json.plain();
        if (value != null) {
            attributes.put(camelCase(member), value);
        }
    }

    private static String camelCase(String name) {
        return UNDERSCORE.matcher(name).replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    /** The id that no resource is of use without. */
    String id() throws ShapeException {
        if (id == null) {
            throw new ShapeException("data: a resource without an id");
        }
        return id;
    }

    boolean hasId() {
        return id != null;
    }

    /** The type without its case, underscores and hyphens. */
    String type() {
        return type.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    boolean has(String name) {
        return attributes.containsKey(name);
    }

    @Nullable String text(String name) {
        return attributes.get(name) instanceof String text ? text : null;
    }

    @Nullable Boolean bool(String name) {
        return attributes.get(name) instanceof Boolean bool ? bool : null;
    }

    /** The texts of an array; what else it holds is left out. */
    List<String> texts(String name) {
        return attributes.get(name) instanceof List<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }

    @Nullable Instant instant(String name) {
        String text = text(name);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException notATime) {
            return null;
        }
    }
}
