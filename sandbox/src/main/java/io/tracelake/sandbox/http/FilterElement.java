package io.tracelake.sandbox.http;

import io.tracelake.sandbox.http.FilterIssues.Absent;
import io.tracelake.sandbox.traffic.Window;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One object of the filter's array. Its members are looked at in order, up to the first that is wrong: null then. */
record FilterElement(int position, Map<?, ?> members, FilterIssues issues) {
    private static final Set<String> KEYED = Set.of("stringObject", "numberObject", "categoryOptions");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern DATE_TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T.+");
    /** The range of JavaScript's dates. */
    private static final double MAX_MILLIS = 8.64e15;

    @Nullable FilterCondition condition() {
        String type = oneOf("type", "invalid_union_discriminator", FilterOperators.TYPES);
        String column = type == null ? null : text("column");
        if (type == null || column == null) {
            return null;
        }
        String operator = oneOf("operator", "invalid_enum_value", FilterOperators.of(type));
        String key = operator != null && KEYED.contains(type) ? text("key") : null;
        if (operator == null || (key == null && KEYED.contains(type))) {
            return null;
        }
        if (type.equals("datetime")) {
            Instant bound = time();
            return bound == null
                    ? null
                    : new FilterCondition(type, column, null, FilterOperators.window(operator, bound), _ -> true);
        }
        Predicate<@Nullable Object> test = test(type, operator);
        return test == null ? null : new FilterCondition(type, column, key, Window.ALL, test);
    }

    private @Nullable Predicate<@Nullable Object> test(String type, String operator) {
        return switch (type) {
            case "string", "stringObject" -> textTest(operator);
            case "number", "numberObject" -> number(operator);
            case "boolean" -> flag(operator);
            case "null" -> absence(operator);
            default -> options(type, operator);
        };
    }

    private @Nullable Predicate<@Nullable Object> textTest(String operator) {
        String wanted = text("value");
        return wanted == null ? null : FilterOperators.text(operator, wanted);
    }

    private @Nullable Predicate<@Nullable Object> number(String operator) {
        if (!(value() instanceof Double bound)) {
            issues.wrongType("number", value(), position, "value");
            return null;
        }
        if (!Double.isFinite(bound)) {
            issues.add("not_finite", "Number must be finite", position, "value");
            return null;
        }
        return FilterOperators.number(operator, BigDecimal.valueOf(bound));
    }

    private @Nullable Predicate<@Nullable Object> flag(String operator) {
        if (value() instanceof Boolean wanted) {
            return FilterOperators.flag(operator, wanted);
        }
        issues.wrongType("boolean", value(), position, "value");
        return null;
    }

    private @Nullable Predicate<@Nullable Object> absence(String operator) {
        if ("".equals(value())) {
            return FilterOperators.absence(operator);
        }
        issues.add("invalid_literal", "Invalid literal value, expected \"\"", position, "value");
        return null;
    }

    private @Nullable Predicate<@Nullable Object> options(String type, String operator) {
        List<String> texts = texts();
        if (texts == null) {
            return null;
        }
        boolean choice = type.equals("stringOptions");
        if (texts.isEmpty() && (choice || (type.equals("arrayOptions") && operator.equals("any of")))) {
            issues.add("custom", "Invalid input", position, "value");
            return null;
        }
        return choice ? FilterOperators.oneOf(operator, texts) : FilterOperators.set(operator, texts);
    }

    private @Nullable List<String> texts() {
        if (!(value() instanceof List<?> elements)) {
            issues.wrongType("array", value(), position, "value");
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (Object element : elements) {
            if (!(element instanceof String text)) {
                issues.wrongType("string", element, position, "value", texts.size());
                return null;
            }
            texts.add(text);
        }
        return texts;
    }

    /** Whole milliseconds: the rest is cut off. */
    private @Nullable Instant time() {
        if (value() instanceof Double millis && Math.abs(millis) <= MAX_MILLIS) {
            return Instant.ofEpochMilli(millis.longValue());
        }
        if (value() instanceof String text) {
            try {
                if (DATE.matcher(text).matches()) {
                    return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
                }
                if (DATE_TIME.matcher(text).matches()) {
                    return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
                }
            } catch (DateTimeException noSuchTime) {
                // an impossible date is refused like a malformed one
            }
        }
        issues.add("invalid_date", "Invalid date", position, "value");
        return null;
    }

    private @Nullable Object value() {
        return member("value");
    }

    private @Nullable Object member(String name) {
        return members.containsKey(name) ? members.get(name) : Absent.ABSENT;
    }

    private @Nullable String text(String name) {
        if (member(name) instanceof String text) {
            return text;
        }
        issues.wrongType("string", member(name), position, name);
        return null;
    }

    private @Nullable String oneOf(String name, String code, List<String> known) {
        if (member(name) instanceof String text && known.contains(text)) {
            return text;
        }
        issues.noneOf(known, code, position, name);
        return null;
    }
}
