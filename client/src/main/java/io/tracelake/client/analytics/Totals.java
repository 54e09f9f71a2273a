package io.tracelake.client.analytics;

import io.tracelake.client.json.JsonCursor;
import io.tracelake.client.json.ShapeException;
import org.jspecify.annotations.Nullable;

/** What a page says of the whole. Hints: one that can't be read is as good as none, and no reason to refuse the page. */
record Totals(
        @Nullable Integer limit,
        @Nullable Long items,
        @Nullable Integer pages) {
    static final Totals UNKNOWN = new Totals(null, null, null);

    static Totals read(JsonCursor json) {
        if (!json.atObject()) {
            json.skip();
            return UNKNOWN;
        }
        Long limit = null;
        Long items = null;
        Long pages = null;
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            switch (member) {
                case "limit" -> limit = hint(json);
                case "totalItems" -> items = hint(json);
                case "totalPages" -> pages = hint(json);
                default -> json.skip();
            }
        }
        return new Totals(narrow(limit), items, narrow(pages));
    }

    private static @Nullable Long hint(JsonCursor json) {
        try {
            return json.whole();
        } catch (ShapeException notWhole) {
            json.skip();
            return null;
        }
    }

    private static @Nullable Integer narrow(@Nullable Long value) {
        return value == null || value != value.intValue() ? null : value.intValue();
    }
}
