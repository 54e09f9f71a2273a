package io.tracelake.sandbox.http;

import io.tracelake.sandbox.traffic.Observation;
import io.tracelake.sandbox.traffic.TraceView;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A column that traces can be filtered by. Sandbox traces have no scores, and observations of the default level only. */
enum FilterColumn {
    ID("id", "string", TraceView::id),
    NAME("name", "string", trace -> trace.attributes().name()),
    USER_ID("userId", "string", trace -> trace.attributes().userId()),
    SESSION_ID("sessionId", "string", trace -> trace.attributes().sessionId()),
    ENVIRONMENT("environment", "string", trace -> trace.attributes().environment()),
    VERSION("version", "string", trace -> trace.attributes().version()),
    RELEASE("release", "string", trace -> trace.attributes().release()),
    LEVEL("level", "string", trace -> trace.observations().isEmpty() ? "" : "DEFAULT"),
    TIMESTAMP("timestamp", "datetime", _ -> true),
    TAGS("tags", "arrayOptions", trace -> trace.attributes().tags()),
    BOOKMARKED("bookmarked", "boolean", trace -> trace.attributes().bookmarked()),
    METADATA("metadata", "stringObject", TraceView::metadata),
    LATENCY("latency", "number", trace -> BigDecimal.valueOf(trace.latency(), 3)),
    INPUT_TOKENS("inputTokens", "number", sum(0, Observation::inputTokens)),
    OUTPUT_TOKENS("outputTokens", "number", sum(0, Observation::outputTokens)),
    TOTAL_TOKENS("totalTokens", "number", sum(0, step -> step.inputTokens() + step.outputTokens())),
    TOKENS("tokens", "number", TOTAL_TOKENS.value),
    INPUT_COST("inputCost", "number", sum(12, Observation::inputCost)),
    OUTPUT_COST("outputCost", "number", sum(12, Observation::outputCost)),
    TOTAL_COST("totalCost", "number", sum(12, Observation::cost)),
    DEFAULT_COUNT("defaultCount", "number", sum(0, _ -> 1)),
    DEBUG_COUNT("debugCount", "number", sum(0, _ -> 0)),
    WARNING_COUNT("warningCount", "number", sum(0, _ -> 0)),
    ERROR_COUNT("errorCount", "number", sum(0, _ -> 0)),
    SCORES_AVG("scores_avg", "numberObject", _ -> List.of()),
    SCORES("scores", "numberObject", _ -> List.of()),
    SCORE_CATEGORIES("score_categories", "categoryOptions", _ -> List.of());

    private final String id;
    private final String type;

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final Function<TraceView, @Nullable Object> value;

    FilterColumn(String id, String type, Function<TraceView, @Nullable Object> value) {
        this.id = id;
        this.type = type;
        this.value = value;
    }

    static Optional<FilterColumn> of(String id) {
        return Arrays.stream(values()).filter(column -> column.id.equals(id)).findFirst();
    }

    String id() {
        return id;
    }

    /** The type of conditions on it, as the service documents it. */
    String type() {
        return type;
    }

    boolean takes(String conditionType) {
        return conditionType.equals(type)
                || conditionType.equals("null")
                || (conditionType.equals("stringOptions") && type.equals("string"));
    }

    /** A String, BigDecimal, Boolean or collection of Strings; null if the trace has none. */
    @Nullable Object value(TraceView trace, @Nullable String key) {
        Object whole = value.apply(trace);
        return this == METADATA && key != null && whole != null ? FilterJson.member(whole.toString(), key) : whole;
    }

    private static Function<TraceView, @Nullable Object> sum(int decimals, ToLongFunction<Observation> part) {
        return trace ->
                BigDecimal.valueOf(trace.observations().stream().mapToLong(part).sum(), decimals);
    }
}
