package io.tracelake.sandbox.http;

import io.micronaut.http.HttpParameters;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Query parameters under the organisations service's rules: what can't be understood is refused with 422. */
final class ListParameters {
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");

    private final HttpParameters parameters;

    ListParameters(HttpParameters parameters) {
        this.parameters = parameters;
    }

    @Nullable String text(String name) {
        String value = parameters.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** The parts between commas, of all occurrences. */
    List<String> texts(String name) {
        return parameters.getAll(name).stream()
                .flatMap(value -> Pattern.compile(",").splitAsStream(value))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    @Nullable Boolean flag(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        return switch (value) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> throw Refusal.parameter(name, "must be true or false");
        };
    }

    @Nullable Integer count(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        if (!COUNT.matcher(value).matches()) {
            throw Refusal.parameter(name, "must be a whole number from 0 on");
        }
        return Integer.valueOf(value);
    }

    /** A date-time with an offset, or a date for its begin in UTC. */
    @Nullable Instant time(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        try {
            return value.indexOf('T') < 0
                    ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException e) {
            throw Refusal.parameter(name, "must be an ISO 8601 time");
        }
    }
}
