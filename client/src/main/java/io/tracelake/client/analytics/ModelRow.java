package io.tracelake.client.analytics;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What one model used on one day. Input, output and total need not add up; traces of several models count in each.
 *
 * @param model null for observations without one
 * @param totalCost USD with 12 decimals, rounded half-even
 */
public record ModelRow(
        @Nullable String model,
        long inputUsage,
        long outputUsage,
        long totalUsage,
        long countTraces,
        long countObservations,
        @Nullable BigDecimal totalCost) {}
