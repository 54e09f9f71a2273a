package io.tracelake.client.analytics;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One UTC day of a project. Traces are counted on the day they began, cost and usage on the day their observations
 * began: a trace that crosses midnight counts on one day and costs on another. Today and yesterday keep changing.
 *
 * @param totalCost USD with 12 decimals, rounded half-even
 * @param usage by model, as sent; a model may appear more than once
 */
public record DayRow(
        LocalDate date,
        long countTraces,
        long countObservations,
        @Nullable BigDecimal totalCost,
        List<ModelRow> usage) {
    public DayRow {
        usage = List.copyOf(usage);
    }
}
