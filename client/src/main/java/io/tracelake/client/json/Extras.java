package io.tracelake.client.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The members of an object that nobody asked for, kept as they came. */
public final class Extras {
    private @Nullable Map<String, String> members;

    /** Keeps a member; a later one of the same name takes its place. */
    public void put(String name, String rawValue) {
        if (members == null) {
            members = new LinkedHashMap<>();
        }
        members.put(name, rawValue);
    }

    /** The members as the text of one JSON object, in the order they came first; null if there are none. */
    public @Nullable String json() {
        if (members == null) {
            return null;
        }
        StringJoiner object = new StringJoiner(",", "{", "}");
        members.forEach((name, value) -> object.add(JsonObject.quoted(name) + ':' + value));
        return object.toString();
    }
}
