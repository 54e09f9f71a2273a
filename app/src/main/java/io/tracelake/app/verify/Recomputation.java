package io.tracelake.app.verify;

/**
 * Usage as it follows from trace revisions, in SQL and in plain terms: the newest revision of each trace, divided among
 * its tags, gathered by window. Needs the tables that {@link UsageTables} makes.
 */
final class Recomputation {
    static final String KEY = "name, project_id, scope, tag, start";

    /** Every revision that the lake holds. */
    static final String ALL = "revisions";

    /** Without those that usage had to refuse. */
    static final String ACCEPTED = "(FROM revisions ANTI JOIN refused USING (project_id, trace_id, revision))";

    private final UsageLake lake;
    private final UsageSpan span;

    Recomputation(UsageLake lake, UsageSpan span) {
        this.lake = lake;
        this.span = span;
        lake.run("CREATE TEMP MACRO remainder(u, n) AS ((u % n) + n) % n");
        // The first (u mod n) of n tags get one unit more than the others.
        lake.run("CREATE TEMP MACRO share(u, n, i) AS (((u - remainder(u, n)) // n"
                + " + CASE WHEN i <= remainder(u, n) THEN 1 ELSE 0 END)::DECIMAL(19,0)"
                + " * 0.000000000001::DECIMAL(13,12))::DECIMAL(38,12)");
    }

    /** Makes the table {@code newest} with the state that each trace has now. */
    void newest() {
        lake.run("CREATE TEMP TABLE newest AS " + newest(ALL));
    }

    /** Makes a table of the usage that these revisions amount to. */
    void usage(String table, String revisions) {
        lake.run("CREATE TEMP TABLE " + table + " AS " + aggregates(newest(revisions), ""));
    }

    /** Likewise, of the rows in {@code differing} only. */
    void usageOfDiffering(String table, String revisions) {
        lake.run("CREATE TEMP TABLE " + table + " AS "
                + aggregates(newest(revisions), " SEMI JOIN differing d ON " + sameKey("p", "d")));
    }

    /**
     * Makes the table {@code ever}: for each row of {@code suspects} all users and sessions that were ever part of it, and
     * when the newest revision was observed that put a trace into it or took one out.
     */
    void everOfSuspects() {
        lake.run("CREATE TEMP TABLE ever AS WITH " + parts("SELECT * FROM revisions")
                + " SELECT " + KEY + ", count(DISTINCT user_id) AS users, count(DISTINCT session_id) AS sessions,"
                + " max(greatest(observed, coalesce(replaced, observed))) AS observed"
                + " FROM placed p SEMI JOIN suspects d ON " + sameKey("p", "d") + " GROUP BY " + KEY);
    }

    /** SQL: whether two rows are of the same window and scope. */
    static String sameKey(String a, String b) {
        return """
                %1$s.name = %2$s.name AND %1$s.project_id = %2$s.project_id AND %1$s.scope = %2$s.scope
                AND %1$s.start = %2$s.start AND coalesce(%1$s.tag, '') = coalesce(%2$s.tag, '')""".formatted(a, b);
    }

    private static String newest(String revisions) {
        return "SELECT * FROM " + revisions
                + " QUALIFY row_number() OVER (PARTITION BY project_id, trace_id ORDER BY revision DESC, observed) = 1";
    }

    private String aggregates(String newest, String restriction) {
        return "WITH " + parts(newest) + """
                , ranked AS (
                    SELECT %1$s, traces_share, cost, cost_share, latency_ms, user_id, session_id,
                           row_number() OVER same_key - 1 AS place,
                           count(latency_ms) OVER
                               (same_key ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS last
                    FROM placed p%2$s
                    WINDOW same_key AS (PARTITION BY %1$s ORDER BY latency_ms NULLS LAST))
                SELECT %1$s, count(*) AS traces, sum(traces_share)::DECIMAL(38,12) AS traces_split,
                       sum(cost)::DECIMAL(38,12) AS cost, sum(cost_share)::DECIMAL(38,12) AS cost_split,
                       count(latency_ms) AS latency_count,
                       max(latency_ms) FILTER (place = last * 50 // 100)::DOUBLE AS latency_p50_ms,
                       max(latency_ms) FILTER (place = last * 90 // 100)::DOUBLE AS latency_p90_ms,
                       max(latency_ms) FILTER (place = last * 95 // 100)::DOUBLE AS latency_p95_ms,
                       max(latency_ms) FILTER (place = last * 99 // 100)::DOUBLE AS latency_p99_ms,
                       max(latency_ms)::DOUBLE AS latency_max_ms,
                       count(DISTINCT user_id) AS users, count(DISTINCT session_id) AS sessions
                FROM ranked GROUP BY %1$s
                """.formatted(KEY, restriction);
    }

    /** Defines {@code placed}: a row for each trace, scope and window that it counts in. */
    private String parts(String traces) {
        String plain = "project_id, ts, observed, replaced, user_id, session_id, latency_ms, cost";
        return """
                traces AS (%s),
                tagged AS (SELECT *, unnest(tags) AS tag, generate_subscripts(tags, 1) AS i, len(tags) AS n FROM traces),
                parts AS (
                    SELECT 'PROJECT' AS scope, NULL::VARCHAR AS tag, 1::DECIMAL(38,12) AS traces_share,
                           cost::DECIMAL(38,12) AS cost_share, %2$s FROM traces
                    UNION ALL
                    SELECT 'UNTAGGED', NULL, 1::DECIMAL(38,12), cost::DECIMAL(38,12), %2$s FROM traces WHERE len(tags) = 0
                    UNION ALL
                    SELECT 'TAG', tag, share(1000000000000, n, i),
                           share((cost::DECIMAL(25,12) * 1000000000000::DECIMAL(13,0))::BIGINT, n, i), %2$s FROM tagged),
                placed AS (
                    SELECT name, ts - remainder(ts, width) AS start, parts.* FROM parts CROSS JOIN tables WHERE %3$s)
                """.formatted(traces, plain, span.holds("(ts - remainder(ts, width))", "width"));
    }
}
