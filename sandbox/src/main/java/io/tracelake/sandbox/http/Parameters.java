package io.tracelake.sandbox.http;

import io.micronaut.http.HttpParameters;
import io.tracelake.sandbox.traffic.Slice;
import io.tracelake.sandbox.traffic.Window;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The query parameters of one request, under the analytics service's rules. Issues are gathered, then refused together
 * by {@link #refuseIssues}.
 */
final class Parameters {
    private static final int MAX_LIMIT = 100;
    private static final int DEFAULT_LIMIT = 50;
    /** Seconds and an offset with a colon are needed. */
    private static final Pattern DATE_TIME =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})");

    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,9}");

    private final HttpParameters parameters;
    private final List<Consumer<JsonGenerator>> issues = new ArrayList<>();

    Parameters(HttpParameters parameters) {
        this.parameters = parameters;
    }

    @Nullable String text(String name) {
        List<String> values = parameters.getAll(name);
        return values.isEmpty() ? null : values.getFirst();
    }

    /** A single value is split on commas, a repeated parameter is not: only then can a value contain a comma. */
    List<String> list(String name) {
        List<String> values = parameters.getAll(name);
        return values.size() == 1 ? split(values.getFirst()) : List.copyOf(values);
    }

    Slice slice() {
        return new Slice(integer("page", 1, Integer.MAX_VALUE), integer("limit", DEFAULT_LIMIT, MAX_LIMIT));
    }

    Window window() {
        return new Window(time("fromTimestamp"), time("toTimestamp"));
    }

    void refuseIssues() {
        if (!issues.isEmpty()) {
            throw Refusal.invalid(issues);
        }
    }

    void issue(String parameter, String code, String message, Consumer<JsonGenerator> details) {
        issue(List.of(parameter), code, message, details);
    }

    /** An issue somewhere within a parameter: the path is made of names and positions. */
    void issue(List<Object> path, String code, String message, Consumer<JsonGenerator> details) {
        issues.add(json -> {
            json.writeStringProperty("code", code);
            details.accept(json);
            json.writeStringProperty("message", message);
            json.writeArrayPropertyStart("path");
            path.forEach(step -> step(json, step));
            json.writeEndArray();
        });
    }

    private static void step(JsonGenerator json, Object step) {
        if (step instanceof Integer position) {
            json.writeNumber(position);
        } else {
            json.writeString(step.toString());
        }
    }

    static List<String> split(String value) {
        return Arrays.stream(value.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private int integer(String name, int absent, int maximum) {
        String value = text(name);
        if (value == null) {
            return absent;
        }
        if (!INTEGER.matcher(value).matches()) {
            issue(name, "invalid_type", "Expected number, received nan", json -> {
                json.writeStringProperty("expected", "number");
                json.writeStringProperty("received", "nan");
            });
            return absent;
        }
        int number = Integer.parseInt(value);
        if (number < 1) {
            issue(name, "too_small", "Number must be greater than 0", json -> {
                json.writeNumberProperty("minimum", 0);
                bound(json, false);
            });
        } else if (number > maximum) {
            issue(name, "too_big", "Number must be less than or equal to " + maximum, json -> {
                json.writeNumberProperty("maximum", maximum);
                bound(json, true);
            });
        }
        return number;
    }

    private static void bound(JsonGenerator json, boolean inclusive) {
        json.writeStringProperty("type", "number");
        json.writeBooleanProperty("inclusive", inclusive);
        json.writeBooleanProperty("exact", false);
    }

    private @Nullable Instant time(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        Optional<Instant> time = timeIfAny(value);
        if (time.isEmpty()) {
            issue(
                    name,
                    "invalid_string",
                    "Invalid datetime",
                    json -> json.writeStringProperty("validation", "datetime"));
        }
        return time.orElse(null);
    }

    /** Empty for what is no time as for what is absent. */
    static Optional<Instant> timeIfAny(@Nullable String value) {
        if (value != null && DATE_TIME.matcher(value).matches()) {
            try {
                return Optional.of(OffsetDateTime.parse(value).toInstant());
            } catch (DateTimeParseException noSuchTime) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
