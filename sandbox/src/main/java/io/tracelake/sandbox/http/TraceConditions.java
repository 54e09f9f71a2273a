package io.tracelake.sandbox.http;

import io.micronaut.http.HttpStatus;
import io.tracelake.sandbox.traffic.TraceView;
import io.tracelake.sandbox.traffic.Window;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The conditions of one filter, on columns that exist.
 *
 * @param columns those of them that the simple parameters no longer decide on
 * @param window what conditions on the timestamp leave of all time
 */
record TraceConditions(Set<FilterColumn> columns, Window window, List<Predicate<TraceView>> predicates) {

    /** Refuses a column that isn't there, or that doesn't suit its condition's type. */
    static TraceConditions of(List<FilterCondition> conditions) {
        Set<FilterColumn> columns = EnumSet.noneOf(FilterColumn.class);
        Window window = Window.ALL;
        List<Predicate<TraceView>> predicates = new ArrayList<>();
        for (FilterCondition condition : conditions) {
            FilterColumn column = column(condition);
            columns.add(column);
            window = window.within(condition.window());
            if (column == FilterColumn.TIMESTAMP && condition.type().equals("datetime")) {
                continue;
            }
            predicates.add(trace -> condition.test().test(column.value(trace, condition.key())));
        }
        return new TraceConditions(columns, window, List.copyOf(predicates));
    }

    boolean decideOn(FilterColumn column) {
        return columns.contains(column);
    }

    private static FilterColumn column(FilterCondition condition) {
        FilterColumn column = FilterColumn.of(condition.column())
                .orElseThrow(() -> refusal("Column '%s' can't be filtered by".formatted(condition.column())));
        if (!column.takes(condition.type())) {
            throw refusal("Column '%s' takes a filter of type '%s', not '%s'"
                    .formatted(condition.column(), column.type(), condition.type()));
        }
        return column;
    }

    private static Refusal refusal(String message) {
        return Refusal.named(HttpStatus.BAD_REQUEST, message, "InvalidRequestError");
    }
}
