package io.tracelake.sandbox.http;

import io.tracelake.sandbox.traffic.Ordering;
import io.tracelake.sandbox.traffic.Ordering.Column;
import io.tracelake.sandbox.traffic.Slice;
import io.tracelake.sandbox.traffic.TraceFilter;
import io.tracelake.sandbox.traffic.Window;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request for a page of traces. */
record TraceQuery(Slice slice, Window window, TraceFilter filter, Ordering ordering, FieldGroups fields) {
    private static final Map<String, Column> COLUMNS = Map.of(
            "id", Column.ID,
            "timestamp", Column.TIMESTAMP,
            "name", Column.NAME,
            "userId", Column.USER_ID,
            "release", Column.RELEASE,
            "version", Column.VERSION,
            "public", Column.PUBLIC,
            "bookmarked", Column.BOOKMARKED,
            "sessionId", Column.SESSION_ID);

    static TraceQuery of(Parameters parameters) {
        TraceQuery query = new TraceQuery(
                parameters.slice(),
                parameters.window(),
                new TraceFilter(
                        parameters.text("name"),
                        parameters.text("userId"),
                        parameters.text("sessionId"),
                        parameters.text("release"),
                        parameters.text("version"),
                        parameters.list("tags"),
                        parameters.list("environment")),
                ordering(parameters),
                FieldGroups.of(parameters.text("fields")));
        parameters.refuseIssues();
        return query;
    }

    private static Ordering ordering(Parameters parameters) {
        String value = parameters.text("orderBy");
        if (value == null || value.isEmpty()) {
            return Ordering.NEWEST_FIRST;
        }
        List<String> parts = List.of(value.split("\\.", -1));
        @Nullable Column column = COLUMNS.get(parts.getFirst());
        String direction = parts.size() == 2 ? parts.getLast() : "";
        if (column == null || !(direction.equals("asc") || direction.equals("desc"))) {
            parameters.issue("orderBy", "custom", "Invalid orderBy: " + value, json -> {});
            return Ordering.NEWEST_FIRST;
        }
        return new Ordering(column, direction.equals("asc"));
    }
}
