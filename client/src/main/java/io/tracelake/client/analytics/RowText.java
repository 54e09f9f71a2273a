package io.tracelake.client.analytics;

import io.tracelake.client.json.HeldText;
import io.tracelake.client.json.JsonCursor;
import io.tracelake.client.json.UnreadableBodyException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Records whose text was kept, read once more just as in an answer of the service. */
public final class RowText {
    private RowText() {}

    public static Row<TraceRow> trace(String text) {
        return row(text, TraceMembers::new);
    }

    public static Row<DayRow> day(String text) {
        return row(text, DayMembers::new);
    }

    /** The id of a record, even if the end of its text is missing; null if it can't be read. */
    public static @Nullable String id(String text) {
        var found = new String[1];
        try {
            return JsonCursor.read(text.getBytes(StandardCharsets.UTF_8), json -> {
                for (String member = json.nextMember(); member != null; member = json.nextMember()) {
                    if (member.equals("id")) {
                        found[0] = json.string();
                    } else {
                        json.skip();
                    }
                }
                return found[0];
            });
        } catch (UnreadableBodyException cut) {
            return found[0];
        }
    }

    private static <T> Row<T> row(String text, Supplier<Members<T>> members) {
        try {
            return Answers.row(HeldText.whole(text.getBytes(StandardCharsets.UTF_8)), members);
        } catch (UnreadableBodyException e) {
            return new Row.Malformed<>(text, "record: " + e.getMessage(), null);
        }
    }
}
