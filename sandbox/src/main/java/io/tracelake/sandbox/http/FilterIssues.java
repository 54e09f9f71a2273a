package io.tracelake.sandbox.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong within the filter parameter, by its path there. */
record FilterIssues(Parameters parameters) {
    /** Stands for a member that isn't there. */
    enum Absent {
        ABSENT
    }

    void wrongType(String expected, @Nullable Object value, Object... path) {
        String received = kind(value);
        String message = value == Absent.ABSENT ? "Required" : "Expected %s, received %s".formatted(expected, received);
        parameters.issue(path(path), "invalid_type", message, json -> {
            json.writeStringProperty("expected", expected);
            json.writeStringProperty("received", received);
        });
    }

    void noneOf(List<String> known, String code, Object... path) {
        String message = "Expected '" + String.join("' | '", known) + "'";
        parameters.issue(path(path), code, message, json -> {
            json.writeArrayPropertyStart("options");
            known.forEach(json::writeString);
            json.writeEndArray();
        });
    }

    void add(String code, String message, Object... path) {
        parameters.issue(path(path), code, message, _ -> {});
    }

    private static List<Object> path(Object... path) {
        List<Object> whole = new ArrayList<>();
        whole.add(FilterParameter.NAME);
        whole.addAll(Arrays.asList(path));
        return whole;
    }

    private static String kind(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String _ -> "string";
            case Double _ -> "number";
            case Boolean _ -> "boolean";
            case Collection<?> _ -> "array";
            case Absent _ -> "undefined";
            default -> "object";
        };
    }
}
