package io.tracelake.ingester.payload;

import io.tracelake.client.json.Cut;
import io.tracelake.client.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of a trace's input, output and metadata on its way: the member {@code tracelake} of {@code extras}. The client
 * gives no member of the service that name.
 */
final class Marks {
    private final Map<String, Map<String, JsonObject>> marks = new TreeMap<>();

    /** The beginning is carried. */
    void cut(String member, Cut cut) {
        JsonObject said = new JsonObject();
        if (cut.file() != null) {
            said.put("path", cut.file());
        }
        put(
                cut.file() == null ? "cut" : "files",
                member,
                said.put("bytes", cut.bytes()).put("sha256", cut.sha256()));
    }

    /** Nothing is carried: it was too large to be redacted. */
    void withheld(String member, long bytes) {
        put("withheld", member, new JsonObject().put("bytes", bytes));
    }

    /** Nothing is carried: the service can't give it. */
    void missing(String member) {
        put("missing", member, new JsonObject());
    }

    boolean has(String member) {
        return marks.values().stream().anyMatch(members -> members.containsKey(member));
    }

    boolean sayCut() {
        return marks.containsKey("cut") || marks.containsKey("files");
    }

    boolean sayNothing() {
        return marks.containsKey("withheld") || sayMissing();
    }

    boolean sayMissing() {
        return marks.containsKey("missing");
    }

    Marks copy() {
        Marks copy = new Marks();
        marks.forEach((kind, members) -> members.forEach((member, said) -> copy.put(kind, member, said)));
        return copy;
    }

    private void put(String kind, String member, JsonObject said) {
        marks.computeIfAbsent(kind, any -> new TreeMap<>()).put(member, said);
    }

    /** The extras with what is to be said, if there is anything. */
    @Nullable String in(@Nullable String extras) {
        if (marks.isEmpty()) {
            return extras;
        }
        JsonObject said = new JsonObject();
        marks.forEach((kind, members) -> {
            JsonObject of = new JsonObject();
            members.forEach(of::put);
            said.put(kind, of);
        });
        String member = "\"tracelake\":" + said.text();
        return extras == null ? '{' + member + '}' : extras.substring(0, extras.length() - 1) + ',' + member + '}';
    }
}
