package io.tracelake.app.views;

import java.util.Locale;

/** SQL of one engine. */
public enum Dialect {
    DUCKDB("\""),
    TRINO("\""),
    SPARK("`");

    private final String quote;

    Dialect(String quote) {
        this.quote = quote;
    }

    /** As a user writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A name as it is, even if the engine has a meaning for it. */
    String name(String name) {
        return quote + name + quote;
    }

    /** The clause that makes each element of the column {@code usage} a row with these columns. */
    String unnestUsage(String columns) {
        return switch (this) {
            case DUCKDB -> "CROSS JOIN (SELECT unnest(usage, recursive := true)) AS u(" + columns + ')';
            case TRINO -> "CROSS JOIN UNNEST(usage) AS u(" + columns + ')';
            case SPARK -> "LATERAL VIEW inline(usage) u AS " + columns;
        };
    }
}
