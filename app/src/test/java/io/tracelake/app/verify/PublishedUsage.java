package io.tracelake.app.verify;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of a usage table that a test may damage. */
final class PublishedUsage {
    final String table;
    final String project;
    final String scope;
    final @Nullable String tag;
    final Instant start;
    final Map<String, @Nullable Object> columns = new LinkedHashMap<>();

    PublishedUsage(String table, String project, String scope, @Nullable String tag, Instant start) {
        this.table = table;
        this.project = project;
        this.scope = scope;
        this.tag = tag;
        this.start = start;
    }

    PublishedUsage with(String column, @Nullable Object value) {
        columns.put(column, value);
        return this;
    }

    PublishedUsage plus(String column, String more) {
        var now = new BigDecimal(String.valueOf(columns.get(column)));
        return with(column, now.add(new BigDecimal(more)));
    }

    PublishedUsage times(String column, double factor) {
        return with(column, number(column) * factor);
    }

    double number(String column) {
        return ((Number) Objects.requireNonNull(columns.get(column))).doubleValue();
    }

    boolean is(String ofTable, String ofScope, @Nullable String ofTag, String ofStart) {
        return table.equals(ofTable)
                && scope.equals(ofScope)
                && Objects.equals(tag, ofTag)
                && start.equals(Instant.parse(ofStart));
    }
}
