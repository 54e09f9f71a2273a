package io.tracelake.app.verify;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A column of the usage tables, and how near a published value must be to a recomputed one. */
enum Measure {
    TRACES(Kind.EXACT),
    TRACES_SPLIT(Kind.EXACT),
    COST(Kind.EXACT),
    COST_SPLIT(Kind.EXACT),
    LATENCY_COUNT(Kind.EXACT),
    LATENCY_P50_MS(Kind.ESTIMATE),
    LATENCY_P90_MS(Kind.ESTIMATE),
    LATENCY_P95_MS(Kind.ESTIMATE),
    LATENCY_P99_MS(Kind.ESTIMATE),
    LATENCY_MAX_MS(Kind.UPPER_BOUND),
    USERS(Kind.DISTINCT),
    SESSIONS(Kind.DISTINCT);

    private enum Kind {
        EXACT,
        /** Within 1 %. */
        ESTIMATE,
        /** At most 2.1 % above. */
        UPPER_BOUND,
        /** Between the newest revisions' number and that of all revisions, give or take 7 % and 2. */
        DISTINCT
    }

    private final Kind kind;

    Measure(Kind kind) {
        this.kind = kind;
    }

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String columns() {
        return columns("");
    }

    /** Each column behind a prefix such as {@code p.}. */
    static String columns(String prefix) {
        return Stream.of(values()).map(measure -> prefix + measure.column()).collect(Collectors.joining(", "));
    }

    static String renamed(String from, String to) {
        return Stream.of(values())
                .map(measure -> from + measure.column() + " AS " + to + measure.column())
                .collect(Collectors.joining(", "));
    }

    /** SQL: whether all columns agree; never null. No row counts as a row of zeros. */
    static String allAgree(String published, String recomputed, String ever) {
        return Stream.of(values())
                .map(measure -> measure.agrees(published, recomputed, ever))
                .collect(Collectors.joining(" AND ", "(", ")"));
    }

    /** SQL: the list of what doesn't agree, each with both values as text. */
    static String disagreements(String published, String recomputed, String ever) {
        String all = Stream.of(values())
                .map(measure -> "CASE WHEN NOT " + measure.agrees(published, recomputed, ever) + " THEN {'name': '"
                        + measure.column() + "', 'published': " + published + measure.column()
                        + "::VARCHAR, 'recomputed': " + measure.text(recomputed, ever) + "} END")
                .collect(Collectors.joining(", ", "[", "]"));
        return "list_filter(" + all + ", lambda entry: entry IS NOT NULL)";
    }

    private String agrees(String published, String recomputed, String ever) {
        String p = published + column();
        String r = recomputed + column();
        String bothNull = p + " IS NULL AND " + r + " IS NULL";
        return switch (kind) {
            case EXACT -> "(coalesce(" + p + ", 0) = coalesce(" + r + ", 0))";
            case ESTIMATE ->
                "coalesce(abs(%s - %s) <= 0.010000001::DOUBLE * %s + 1e-9, %s)".formatted(p, r, r, bothNull);
            case UPPER_BOUND ->
                "coalesce(%s >= %s * 0.999999999::DOUBLE AND %s <= %s * 1.021000001::DOUBLE + 1e-9, %s)"
                        .formatted(p, r, p, r, bothNull);
            case DISTINCT ->
                ("(coalesce(%s, 0) BETWEEN 0.93::DOUBLE * coalesce(%s, 0) - 2"
                                + " AND 1.07::DOUBLE * coalesce(%s, %s, 0) + 2)")
                        .formatted(p, r, ever + column(), r);
        };
    }

    private String text(String recomputed, String ever) {
        String value = "coalesce(" + recomputed + column() + "::VARCHAR, '-')";
        return kind == Kind.DISTINCT ? value + " || ' to ' || coalesce(" + ever + column() + ", 0)" : value;
    }
}
