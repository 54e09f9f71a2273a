package io.tracelake.app.verify;

import io.tracelake.app.verify.DayFigures.Sum;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The days that the service's daily metrics or usage know of, with all that decides about them. */
final class ServiceDays {
    private ServiceDays() {}

    /** By project, then day. */
    static List<DayFigures> read(UsageLake lake, UsageSpan span) {
        String width = Long.toString(UsageTable.DAILY.micros());
        return lake.read("""
                    WITH used AS (
                        SELECT project_id, start // 86400000000 AS day, published_at, p_traces, p_cost, r_traces, r_cost,
                               coalesce(j.verdict, 'MATCH') AS verdict
                        FROM compared c LEFT JOIN (SELECT name, project_id, scope, start, verdict FROM judged) j
                             USING (name, project_id, scope, start)
                        WHERE name = 'usage_daily' AND scope = 'PROJECT'),
                    late AS (
                        SELECT project_id, ts // 86400000000 AS day, sum(abs(cost)) AS cost FROM newest
                        WHERE ts + latency_ms * 1000 >= (ts // 86400000000 + 1) * 86400000000 GROUP BY ALL)
                    SELECT project_id, day, published_at, p_traces, p_cost, r_traces, r_cost, coalesce(verdict, 'MATCH') AS verdict,
                           m.observed AS service_at, m.count_traces AS s_traces, m.total_cost AS s_cost,
                           project_id IN (SELECT project_id FROM metrics) AS measured,
                           coalesce(day <= b.day, false) AS first,
                           coalesce(t.cost, 0) AS over_midnight, coalesce(y.cost, 0) AS over_midnight_before,
                           coalesce(l.letters, 0) AS letters
                    FROM used FULL JOIN metrics m USING (project_id, day)
                         LEFT JOIN beginnings b USING (project_id)
                         LEFT JOIN late t USING (project_id, day)
                         LEFT JOIN (SELECT project_id, day + 1 AS day, cost FROM late) y USING (project_id, day)
                         LEFT JOIN (FROM letters WHERE day IS NOT NULL) l USING (project_id, day)
                    WHERE %s ORDER BY project_id, day
                    """.formatted(span.holds("day * " + width, width)), ServiceDays::figures);
    }

    private static DayFigures figures(ResultSet row) throws SQLException {
        Sum published = sum(row, "p_");
        Sum recomputed = sum(row, "r_");
        return new DayFigures(
                row.getString("project_id"),
                LocalDate.ofEpochDay(row.getLong("day")),
                published == null ? Sum.NONE : published,
                UsageLake.instant(row, "published_at"),
                recomputed == null ? Sum.NONE : recomputed,
                Verdict.valueOf(row.getString("verdict")),
                sum(row, "s_"),
                UsageLake.instant(row, "service_at"),
                row.getBoolean("measured"),
                row.getBoolean("first"),
                row.getBigDecimal("over_midnight"),
                row.getBigDecimal("over_midnight_before"),
                row.getLong("letters"));
    }

    private static @Nullable Sum sum(ResultSet row, String prefix) throws SQLException {
        BigDecimal cost = row.getBigDecimal(prefix + "cost");
        return cost == null ? null : new Sum(row.getLong(prefix + "traces"), cost);
    }
}
