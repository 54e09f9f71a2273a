package io.tracelake.app.verify;

import static java.util.stream.Collectors.joining;

import io.tracelake.streams.fact.TraceFacts;
import java.util.List;

/**
 * What the lake says, read once into DuckDB's own tables: {@code published}, the newest revision of each usage row;
 * {@code revisions} of traces; {@code refused}, those that usage had to leave out; {@code metrics}, the service's days;
 * {@code letters}, dead letters of traces by day. Times are microseconds since 1970. Published usage is read before the
 * traces, so that what is rolled into the lake meanwhile makes it older, not newer.
 */
final class UsageTables {
    private static final String TRACE_COLUMNS =
            "NULL::VARCHAR AS project_id, NULL::VARCHAR AS trace_id, NULL::INTEGER AS revision,"
                    + " NULL::TIMESTAMP AS observed_at, NULL::TIMESTAMP AS timestamp, NULL::VARCHAR AS user_id,"
                    + " NULL::VARCHAR AS session_id, NULL::VARCHAR[] AS tags, NULL::BIGINT AS latency_ms,"
                    + " NULL::DECIMAL(18,12) AS total_cost, NULL::DATE AS date";
    private static final String USAGE_COLUMNS = "NULL::VARCHAR AS project_id, NULL::VARCHAR AS scope,"
            + " NULL::VARCHAR AS tag, NULL::TIMESTAMP AS window_start, NULL::BIGINT AS traces,"
            + " NULL::DECIMAL(38,12) AS traces_split, NULL::DECIMAL(38,12) AS cost, NULL::DECIMAL(38,12) AS cost_split,"
            + " NULL::BIGINT AS latency_count, NULL::DOUBLE AS latency_p50_ms, NULL::DOUBLE AS latency_p90_ms,"
            + " NULL::DOUBLE AS latency_p95_ms, NULL::DOUBLE AS latency_p99_ms, NULL::DOUBLE AS latency_max_ms,"
            + " NULL::BIGINT AS users, NULL::BIGINT AS sessions, NULL::INTEGER AS revision,"
            + " NULL::TIMESTAMP AS observed_at";
    private static final String LETTER_COLUMNS = "NULL::VARCHAR AS project_id, NULL::VARCHAR AS stream,"
            + " NULL::VARCHAR AS reason, NULL::VARCHAR AS payload";
    private static final String METRICS_COLUMNS = "NULL::VARCHAR AS project_id, NULL::DATE AS day,"
            + " NULL::VARCHAR AS tag, NULL::INTEGER AS revision, NULL::TIMESTAMP AS observed_at,"
            + " NULL::BIGINT AS count_traces, NULL::DECIMAL(38,12) AS total_cost, NULL::DATE AS date";

    private final UsageLake lake;
    private final UsageSpan span;
    private final String inProjects;
    private final String traces;
    private final String metrics;
    private final String letters;

    /** @param projects ids, all if empty */
    UsageTables(UsageLake lake, UsageSpan span, List<String> projects) {
        this.lake = lake;
        this.span = span;
        this.inProjects = projects.isEmpty()
                ? "project_id IS NOT NULL"
                : projects.stream()
                        .map(id -> '\'' + LakeFiles.quoted(id) + '\'')
                        .collect(joining(", ", "project_id IN (", ")"));
        this.traces = lake.table("traces", TRACE_COLUMNS);
        this.metrics = lake.table("daily_metrics", METRICS_COLUMNS);
        this.letters = lake.table("dead_letters", LETTER_COLUMNS);
    }

    void readUsage() {
        lake.run("CREATE TEMP TABLE tables AS SELECT * FROM (VALUES " + UsageTable.rows() + ") AS t(name, width)");
        String both =
                List.of(UsageTable.values()).stream().map(this::newestUsage).collect(joining(" UNION ALL "));
        lake.run("CREATE TEMP TABLE published AS " + both);
    }

    private String newestUsage(UsageTable table) {
        return """
                SELECT '%s' AS name, project_id, scope::VARCHAR AS scope, tag, epoch_us(window_start) AS start,
                       epoch_us(observed_at) AS observed, %s
                FROM %s WHERE %s AND %s
                QUALIFY row_number() OVER (PARTITION BY project_id, scope, tag, window_start ORDER BY revision DESC) = 1
                """.formatted(
                        table.title(),
                        Measure.columns(),
                        lake.table(table.title(), USAGE_COLUMNS),
                        inProjects,
                        span.holds("epoch_us(window_start)", Long.toString(table.micros())));
    }

    /** A trace that touches the span is read as a whole, for it may have moved. */
    void readTraces(int maxTags) {
        String touched = span.isEverything()
                ? ""
                : " AND (project_id, trace_id) IN (SELECT (project_id, trace_id) FROM %s WHERE %s)"
                        .formatted(traces, span.reaches("epoch_us(timestamp)"));
        lake.run("""
                CREATE TEMP TABLE revisions AS
                SELECT project_id, trace_id, revision, epoch_us(observed_at) AS observed, epoch_us(timestamp) AS ts,
                       user_id, session_id,
                       coalesce(list_sort(list_distinct([t for t in tags if strlen(t) <= %d]))[:%d], []) AS tags,
                       CASE WHEN latency_ms >= 0 THEN latency_ms END AS latency_ms,
                       coalesce(total_cost, 0)::DECIMAL(18,12) AS cost,
                       lead(epoch_us(observed_at)) OVER
                           (PARTITION BY project_id, trace_id ORDER BY revision) AS replaced
                FROM %s WHERE %s%s
                """.formatted(TraceFacts.LONGEST_TAG, maxTags, traces, inProjects, touched));
    }

    void readDeadLetters() {
        lake.run("""
                CREATE TEMP TABLE refused AS
                SELECT DISTINCT project_id, json_extract_string(payload, '$.trace_id') AS trace_id,
                       TRY_CAST(json_extract_string(payload, '$.revision') AS INTEGER) AS revision
                FROM (SELECT project_id, CASE WHEN json_valid(payload) THEN payload ELSE '{}' END AS payload
                      FROM %s WHERE %s AND stream = 'usage' AND reason::VARCHAR IN ('TOO_OLD', 'MALFORMED'))
                """.formatted(letters, inProjects));
        lake.run("""
                CREATE TEMP TABLE letters AS
                SELECT project_id, day, count(DISTINCT id) AS letters FROM (
                    SELECT project_id, coalesce(json_extract_string(payload, '$.id'), hash) AS id,
                           epoch_us(TRY_CAST(json_extract_string(payload, '$.timestamp') AS TIMESTAMPTZ))
                               // 86400000000 AS day
                    FROM (SELECT project_id, md5(payload) AS hash,
                                 CASE WHEN json_valid(payload) THEN payload ELSE '{}' END AS payload
                          FROM %s WHERE %s AND stream = 'traces' AND reason::VARCHAR IN ('MALFORMED', 'TOO_LARGE')))
                GROUP BY project_id, day
                """.formatted(letters, inProjects));
    }

    /** Days as numbers since 1970. */
    void readMetrics() {
        lake.run("""
                CREATE TEMP TABLE metrics AS
                SELECT project_id, day - DATE '1970-01-01' AS day, epoch_us(observed_at) AS observed, count_traces,
                       coalesce(total_cost, 0) AS total_cost
                FROM %s WHERE %s AND tag IS NULL
                QUALIFY row_number() OVER (PARTITION BY project_id, day ORDER BY revision DESC) = 1
                """.formatted(metrics, inProjects));
        lake.run("""
                CREATE TEMP TABLE beginnings AS
                SELECT project_id, min(date) - DATE '1970-01-01' AS day FROM (
                    SELECT project_id, date FROM %s UNION ALL SELECT project_id, date FROM %s)
                WHERE %s GROUP BY project_id
                """.formatted(traces, metrics, inProjects));
    }
}
