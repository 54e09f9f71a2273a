package io.tracelake.client.analytics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Conditions that a trace must all meet. Services before the autumn of 2025 ignore them. */
public record TraceFilter(List<TraceFilterCondition> conditions) {
    public static final TraceFilter NONE = new TraceFilter(List.of());

    private static final String TIMESTAMP = "timestamp";

    public TraceFilter {
        conditions = List.copyOf(conditions);
    }

    public static TraceFilter of(TraceFilterCondition... conditions) {
        return new TraceFilter(List.of(conditions));
    }

    /**
     * Reads the service's own form: a JSON array of objects with the members {@code type}, {@code column},
     * {@code operator}, {@code value} and, for some types, {@code key}.
     *
     * @throws IllegalArgumentException if it is anything else; the message is one line and names the place
     */
    public static TraceFilter parse(String json) {
        return new TraceFilter(FilterReader.read(json));
    }

    public boolean isEmpty() {
        return conditions.isEmpty();
    }

    /**
     * The service drops both bounds of the window once there is a condition on the timestamp. They are then conditions
     * themselves, so that a window means the same with every filter.
     */
    TraceFilter within(Instant from, Instant to) {
        if (conditions.stream().noneMatch(condition -> condition.column().equalsIgnoreCase(TIMESTAMP))) {
            return this;
        }
        List<TraceFilterCondition> bounded = new ArrayList<>(conditions);
        bounded.add(bound(FilterOperator.GREATER_OR_EQUAL, from));
        bounded.add(bound(FilterOperator.LESS, to));
        return new TraceFilter(bounded);
    }

    private static TraceFilterCondition bound(FilterOperator operator, Instant bound) {
        return new TraceFilterCondition(FilterType.DATETIME, TIMESTAMP, operator, new FilterValue.Time(bound));
    }

    String json() {
        return FilterWriter.write(conditions);
    }
}
