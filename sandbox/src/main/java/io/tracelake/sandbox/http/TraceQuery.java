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
        Slice slice = parameters.slice();
        Window window = parameters.window();
        Ordering ordering = ordering(parameters);
        List<FilterCondition> form = FilterParameter.read(parameters);
        parameters.refuseIssues();
        TraceConditions conditions = TraceConditions.of(form);
        return new TraceQuery(
                slice,
                conditions.decideOn(FilterColumn.TIMESTAMP) ? conditions.window() : window,
                filter(parameters, conditions),
                ordering,
                FieldGroups.of(parameters.text("fields")));
    }

    /** A condition of the filter wins over the simple parameter of its column. */
    private static TraceFilter filter(Parameters parameters, TraceConditions conditions) {
        return new TraceFilter(
                text(parameters, conditions, FilterColumn.NAME),
                text(parameters, conditions, FilterColumn.USER_ID),
                text(parameters, conditions, FilterColumn.SESSION_ID),
                text(parameters, conditions, FilterColumn.RELEASE),
                text(parameters, conditions, FilterColumn.VERSION),
                list(parameters, conditions, FilterColumn.TAGS),
                list(parameters, conditions, FilterColumn.ENVIRONMENT),
                conditions.predicates());
    }

    private static @Nullable String text(Parameters parameters, TraceConditions conditions, FilterColumn column) {
        return conditions.decideOn(column) ? null : parameters.text(column.id());
    }

    private static List<String> list(Parameters parameters, TraceConditions conditions, FilterColumn column) {
        return conditions.decideOn(column) ? List.of() : parameters.list(column.id());
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
