package io.tracelake.client.analytics;

import io.tracelake.client.json.Cut;
import io.tracelake.client.json.JsonCursor;
import io.tracelake.client.json.ShapeException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads one record so that whatever is wrong in it stays in it. */
final class RowReader {
    private RowReader() {}

    /** The record at which the cursor stands; afterwards the cursor stands at the record's end. */
    static <T> Row<T> read(JsonCursor json, Members<T> members) {
        int start = json.start();
        Cut cut = json.cut();
        if (cut != null) {
            json.skip();
            return new Row.Malformed<>("null", "record: not an object, and of " + cut.bytes() + " bytes", null);
        }
        if (!json.atObject()) {
            return new Row.Malformed<>(json.raw(), "record: not an object", null);
        }
        Map<String, String> faults = readMembers(json, members);
        String detail;
        if (faults.isEmpty()) {
            try {
                return new Row.Valid<>(members.build());
            } catch (ShapeException incomplete) {
                detail = incomplete.getMessage();
            }
        } else {
            detail = String.join("; ", faults.values());
        }
        return new Row.Malformed<>(json.textFrom(start), detail + cutNote(members.cuts()), members.timestamp());
    }

    private static String cutNote(Map<String, Cut> cuts) {
        StringBuilder note = new StringBuilder();
        cuts.forEach((member, cut) -> note.append("; ")
                .append(member)
                .append(" is cut, it has ")
                .append(cut.bytes())
                .append(" bytes"));
        return note.toString();
    }

    private static <T> Map<String, String> readMembers(JsonCursor json, Members<T> members) {
        Map<String, String> faults = new LinkedHashMap<>();
        int depth = json.depth();
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            try {
                members.read(member, json);
                faults.remove(member);
            } catch (ShapeException fault) {
                json.leave(depth);
                faults.put(member, member + ": " + fault.getMessage());
            }
        }
        return faults;
    }
}
