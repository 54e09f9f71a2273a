package io.tracelake.client.analytics;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Conditions from the JSON that the service reads. Stricter than it: a member nobody knows is an error, not ignored. */
final class FilterReader {
    private static final JsonFactory JSON = new JsonFactory();

    private static final FilterValue EMPTY = new FilterValue.Text("");

    private final JsonParser parser;

    private FilterReader(JsonParser parser) {
        this.parser = parser;
    }

    static List<TraceFilterCondition> read(String json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            return new FilterReader(parser).conditions();
        } catch (JacksonException notJson) {
            long offset =
                    notJson.getLocation() == null ? -1 : notJson.getLocation().getCharOffset();
            throw new IllegalArgumentException("not JSON, at character " + offset, notJson);
        }
    }

    private List<TraceFilterCondition> conditions() {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw new IllegalArgumentException("not a JSON array of objects");
        }
        List<TraceFilterCondition> conditions = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String place = "condition " + (conditions.size() + 1) + ": ";
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException(place + "not a JSON object");
            }
            try {
                conditions.add(condition());
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(place + wrong.getMessage(), wrong);
            }
        }
        if (parser.nextToken() != null) {
            throw new IllegalArgumentException("not a JSON array alone: something follows it");
        }
        return conditions;
    }

    private TraceFilterCondition condition() {
        String type = null;
        String column = null;
        String operator = null;
        String key = null;
        FilterValue value = new FilterValue.Nothing();
        for (String member = parser.nextName(); member != null; member = parser.nextName()) {
            parser.nextToken();
            switch (member) {
                case "type" -> type = text(member);
                case "column" -> column = text(member);
                case "operator" -> operator = text(member);
                case "key" -> key = text(member);
                case "value" -> value = value();
                default -> throw new IllegalArgumentException("unknown member '" + member + "'");
            }
        }
        FilterType known = choose("type", type, FilterType.values(), FilterType::parameter);
        return new TraceFilterCondition(
                known,
                required("column", column),
                choose(
                        "operator",
                        operator,
                        known.operators().toArray(FilterOperator[]::new),
                        FilterOperator::parameter),
                typed(known, value),
                key);
    }

    private String text(String member) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new IllegalArgumentException(member + " is not a string");
        }
        return parser.getString();
    }

    private FilterValue value() {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> new FilterValue.Text(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new FilterValue.Decimal(new BigDecimal(parser.getString()));
            case VALUE_TRUE -> new FilterValue.Flag(true);
            case VALUE_FALSE -> new FilterValue.Flag(false);
            case VALUE_NULL -> new FilterValue.Nothing();
            case START_ARRAY -> new FilterValue.Texts(texts());
            default -> throw new IllegalArgumentException("value must not be an object");
        };
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            texts.add(text("an element of value"));
        }
        return texts;
    }

    /** Times, and nothing at all, come as strings. */
    private static FilterValue typed(FilterType type, FilterValue value) {
        if (type == FilterType.DATETIME && value instanceof FilterValue.Text(String text)) {
            return new FilterValue.Time(time(text));
        }
        return type == FilterType.NULL && value.equals(EMPTY) ? new FilterValue.Nothing() : value;
    }

    private static Instant time(String text) {
        try {
            return text.length() == "2026-01-01".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException(
                    "value '" + text + "' is no time such as 2026-03-01T07:15:00Z or 2026-03-01", unreadable);
        }
    }

    private static <E> E choose(String member, @Nullable String text, E[] known, Function<E, String> parameter) {
        String wanted = required(member, text);
        return Arrays.stream(known)
                .filter(candidate -> parameter.apply(candidate).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("%s '%s' is none of %s"
                        .formatted(
                                member,
                                wanted,
                                String.join(
                                        ", ",
                                        Arrays.stream(known).map(parameter).toList()))));
    }

    private static String required(String member, @Nullable String text) {
        if (text == null) {
            throw new IllegalArgumentException(member + " is missing");
        }
        return text;
    }
}
