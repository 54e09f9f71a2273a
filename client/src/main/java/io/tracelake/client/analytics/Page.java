package io.tracelake.client.analytics;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of an answer, its rows in the order sent. The totals are the service's own count, taken apart from the rows:
 * a hint, not a bound. Daily metrics may have more rows than {@code totalItems}; read until a page is short.
 *
 * @param limit rows asked for, as the service understood it; this and the totals are null where absent or not whole
 *     numbers
 * @param source the address that was asked, without secrets
 */
public record Page<T>(
        List<Row<T>> rows,
        @Nullable Integer limit,
        @Nullable Long totalItems,
        @Nullable Integer totalPages,
        URI source) {
    public Page {
        rows = List.copyOf(rows);
    }
}
