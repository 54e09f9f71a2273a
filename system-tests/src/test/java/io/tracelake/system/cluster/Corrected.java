package io.tracelake.system.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * The newest rows of usage are, to the last decimal, what a query over the newest revisions of the traces gives; only for
 * a service that stands still.
 */
final class Corrected implements Check {
    private static final String DIFFERENCES = """
            WITH newest AS (
              FROM {traces} QUALIFY row_number() OVER (PARTITION BY project_id, trace_id ORDER BY revision DESC) = 1
            ), counted AS (
              SELECT project_id, date_trunc('%1$s', timestamp) AS window_start, coalesce(total_cost, 0) AS cost,
                     list_distinct(coalesce(tags, [])) AS tags FROM newest
            ), scoped AS (
              SELECT project_id, window_start, 'PROJECT' AS scope, '' AS tag, cost FROM counted
              UNION ALL
              SELECT project_id, window_start, 'TAG', unnest(tags), cost FROM counted
              UNION ALL
              SELECT project_id, window_start, 'UNTAGGED', '', cost FROM counted WHERE len(tags) = 0
            ), expected AS (
              SELECT project_id, window_start, scope, tag, count(*) AS traces, sum(cost) AS cost FROM scoped GROUP BY ALL
            ), published AS (
              SELECT project_id, window_start, scope, coalesce(tag, '') AS tag, traces, cost
              FROM read_parquet('{lake}/usage_%2$s/*/*.parquet')
              QUALIFY row_number() OVER (PARTITION BY project_id, window_start, scope, tag ORDER BY revision DESC) = 1
            )
            SELECT concat_ws(' ', project_id, scope, tag, window_start, 'has', published.traces, published.cost,
                     'and should have', expected.traces, expected.cost) AS difference
            FROM expected FULL OUTER JOIN published USING (project_id, window_start, scope, tag)
            WHERE coalesce(expected.traces, 0) <> coalesce(published.traces, 0)
               OR coalesce(expected.cost, 0) <> coalesce(published.cost, 0)
            ORDER BY ALL
            """;

    @Override
    public List<String> problems(Evidence evidence) {
        if (evidence.lake("usage_daily", "SELECT 1 AS one FROM {usage_daily} LIMIT 1")
                        .isEmpty()
                || evidence.lake("usage_hourly", "SELECT 1 AS one FROM {usage_hourly} LIMIT 1")
                        .isEmpty()) {
            return List.of("there is no usage at all");
        }
        var problems = new ArrayList<String>();
        problems.addAll(Evidence.several(
                "hours of usage differ", evidence.texts("traces", DIFFERENCES.formatted("hour", "hourly"))));
        problems.addAll(Evidence.several(
                "days of usage differ", evidence.texts("traces", DIFFERENCES.formatted("day", "daily"))));
        var verified = evidence.cluster().run("verify", "--usage");
        if (verified.status() != 0) {
            problems.add(
                    "verify --usage ended with " + verified.status() + ": " + verified.output() + verified.errors());
        }
        return problems;
    }
}
