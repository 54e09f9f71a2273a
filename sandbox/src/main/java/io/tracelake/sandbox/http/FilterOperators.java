package io.tracelake.sandbox.http;

import io.tracelake.sandbox.traffic.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The operators of each type of condition. As in the service's database a value that is absent, or of another kind,
 * meets none of them, not even the negative ones.
 */
final class FilterOperators {
    private static final List<String> TEXT = List.of("=", "contains", "does not contain", "starts with", "ends with");
    private static final List<String> NUMBER = List.of("=", ">", "<", ">=", "<=");
    private static final List<String> CHOICE = List.of("any of", "none of");

    static final List<String> TYPES = List.of(
            "datetime",
            "string",
            "number",
            "stringOptions",
            "categoryOptions",
            "arrayOptions",
            "stringObject",
            "numberObject",
            "boolean",
            "null");

    private FilterOperators() {}

    static List<String> of(String type) {
        return switch (type) {
            case "datetime" -> List.of(">", "<", ">=", "<=");
            case "string", "stringObject" -> TEXT;
            case "number", "numberObject" -> NUMBER;
            case "stringOptions", "categoryOptions" -> CHOICE;
            case "arrayOptions" -> List.of("any of", "none of", "all of");
            case "boolean" -> List.of("=", "<>");
            case "null" -> List.of("is null", "is not null");
            default -> throw new IllegalArgumentException(type);
        };
    }

    static Predicate<@Nullable Object> text(String operator, String wanted) {
        return value -> value instanceof String text
                && switch (operator) {
                    case "=" -> text.equals(wanted);
                    case "contains" -> text.contains(wanted);
                    case "does not contain" -> !text.contains(wanted);
                    case "starts with" -> text.startsWith(wanted);
                    case "ends with" -> text.endsWith(wanted);
                    default -> throw unknown(operator);
                };
    }

    static Predicate<@Nullable Object> number(String operator, BigDecimal bound) {
        return value -> value instanceof BigDecimal number && holds(operator, number.compareTo(bound));
    }

    static Predicate<@Nullable Object> oneOf(String operator, List<String> texts) {
        return value -> value instanceof String text && texts.contains(text) == operator.equals("any of");
    }

    static Predicate<@Nullable Object> set(String operator, List<String> texts) {
        return value -> value instanceof Collection<?> present
                && switch (operator) {
                    case "any of" -> !Collections.disjoint(present, texts);
                    case "none of" -> Collections.disjoint(present, texts);
                    case "all of" -> present.containsAll(texts);
                    default -> throw unknown(operator);
                };
    }

    static Predicate<@Nullable Object> flag(String operator, boolean wanted) {
        return value -> value instanceof Boolean flag && (flag == wanted) == operator.equals("=");
    }

    static Predicate<@Nullable Object> absence(String operator) {
        return value -> (value == null) == operator.equals("is null");
    }

    /** Timestamps on that side of a whole millisecond. */
    static Window window(String operator, Instant bound) {
        return switch (operator) {
            case ">=" -> new Window(bound, null);
            case ">" -> new Window(bound.plusMillis(1), null);
            case "<" -> new Window(null, bound);
            case "<=" -> new Window(null, bound.plusMillis(1));
            default -> throw unknown(operator);
        };
    }

    private static boolean holds(String operator, int comparison) {
        return switch (operator) {
            case "=" -> comparison == 0;
            case ">" -> comparison > 0;
            case "<" -> comparison < 0;
            case ">=" -> comparison >= 0;
            case "<=" -> comparison <= 0;
            default -> throw unknown(operator);
        };
    }

    private static IllegalArgumentException unknown(String operator) {
        return new IllegalArgumentException(operator);
    }
}
