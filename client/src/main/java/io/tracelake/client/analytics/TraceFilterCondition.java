package io.tracelake.client.analytics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One condition on traces. The service documents the columns {@code id}, {@code name}, {@code timestamp},
 * {@code userId}, {@code sessionId}, {@code environment}, {@code version}, {@code release}, {@code tags},
 * {@code bookmarked}, {@code metadata} (by key), {@code latency} in seconds, {@code totalCost}, {@code inputCost} and
 * {@code outputCost} in USD, {@code inputTokens}, {@code outputTokens}, {@code totalTokens}, {@code level},
 * {@code errorCount}, {@code warningCount}, {@code defaultCount}, {@code debugCount}, {@code scores_avg} and
 * {@code score_categories} (both by key). It has none for the times of creation and update. Any other name is sent as
 * it is, for the service to judge.
 *
 * @param key a key of the column, null unless the type is a keyed one
 */
public record TraceFilterCondition(
        FilterType type,
        String column,
        FilterOperator operator,
        FilterValue value,
        @Nullable String key) {

    /**
     * A condition.
     *
     * @throws IllegalArgumentException if the operator, the value or the key doesn't go with the type
     */
    public TraceFilterCondition {
        if (column.isBlank()) {
            throw new IllegalArgumentException("column must not be blank");
        }
        if (!type.operators().contains(operator)) {
            List<String> operators =
                    type.operators().stream().map(FilterOperator::parameter).toList();
            throw new IllegalArgumentException("operator of type %s must be one of %s: %s"
                    .formatted(type.parameter(), operators, operator.parameter()));
        }
        if (!type.takes(value)) {
            throw new IllegalArgumentException(
                    "value of type %s must be %s".formatted(type.parameter(), type.valueKind()));
        }
        if (value instanceof FilterValue.Texts(List<String> texts) && texts.isEmpty() && type.needsAChoice(operator)) {
            throw new IllegalArgumentException("value must not be empty for type " + type.parameter());
        }
        if (type.isKeyed() != (key != null)) {
            throw new IllegalArgumentException(
                    "key must %sbe given for type %s".formatted(type.isKeyed() ? "" : "not ", type.parameter()));
        }
    }

    public TraceFilterCondition(FilterType type, String column, FilterOperator operator, FilterValue value) {
        this(type, column, operator, value, null);
    }
}
