package io.tracelake.app.verify;

import io.tracelake.app.verify.DayFigures.Sum;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the differences that {@link Judgement} has found, the gravest first, and says why they are what they are. */
final class UsageDifferences {
    private static final String GRAVEST_FIRST =
            "ORDER BY CASE verdict WHEN 'DRIFT' THEN 0 WHEN 'EXPLAINED' THEN 1 ELSE 2 END,"
                    + " project_id, start, name";
    private static final String ROWS = """
            SELECT * EXCLUDE (entry), entry.name AS measure, entry.published, entry.recomputed
            FROM (SELECT name, project_id, scope, tag, start, verdict, published_at, ever_observed,
                         unnest(differences) AS entry FROM judged)
            """ + GRAVEST_FIRST + ", scope, tag NULLS FIRST, measure LIMIT ";
    private static final String SPLITS = """
            SELECT name, project_id, start, verdict, 'traces_split' AS measure,
                   divided_traces AS published, whole_traces AS recomputed
            FROM unbalanced WHERE divided_traces <> whole_traces
            UNION ALL
            SELECT name, project_id, start, verdict, 'cost_split', divided_cost, whole_cost
            FROM unbalanced WHERE divided_cost <> whole_cost
            """ + GRAVEST_FIRST + ", measure LIMIT ";

    private UsageDifferences() {}

    /** How many values of rows and of splits differ. */
    static long count(UsageLake lake) {
        return lake.number("""
                SELECT coalesce((SELECT sum(len(differences)) FROM judged), 0)::BIGINT
                       + coalesce((SELECT sum((divided_traces <> whole_traces)::INT + (divided_cost <> whole_cost)::INT)
                                   FROM unbalanced), 0)::BIGINT
                """);
    }

    static List<UsageDifference> ofRows(UsageLake lake, int most) {
        return lake.read(ROWS + most, row -> {
            var verdict = Verdict.valueOf(row.getString("verdict"));
            return new UsageDifference(
                    verdict,
                    row.getString("name"),
                    row.getString("project_id"),
                    start(row),
                    row.getString("scope"),
                    row.getString("tag"),
                    row.getString("measure"),
                    row.getString("published"),
                    row.getString("recomputed"),
                    "traces",
                    reason(verdict, UsageLake.instant(row, "published_at"), UsageLake.instant(row, "ever_observed")));
        });
    }

    static List<UsageDifference> ofSplits(UsageLake lake, int most) {
        return lake.read(SPLITS + most, row -> {
            var verdict = Verdict.valueOf(row.getString("verdict"));
            return new UsageDifference(
                    verdict,
                    row.getString("name"),
                    row.getString("project_id"),
                    start(row),
                    "TAG + UNTAGGED",
                    null,
                    row.getString("measure"),
                    plain(row.getBigDecimal("published")),
                    plain(row.getBigDecimal("recomputed")),
                    "PROJECT",
                    "tags and untagged traces don't add up to the project");
        });
    }

    /** Of a day held against the service: the number of traces, the cost, or both. */
    static List<UsageDifference> ofDay(DayFigures day, DayVerdict verdict) {
        var differences = new ArrayList<UsageDifference>();
        if (verdict.verdict() == Verdict.MATCH || !day.measured()) {
            return differences;
        }
        Sum service = day.service();
        Sum shown = service == null ? Sum.NONE : service;
        if (shown.traces() != day.usage().traces()) {
            differences.add(ofDay(day, verdict, "traces", "" + day.usage().traces(), "" + shown.traces()));
        }
        if (shown.cost().compareTo(day.usage().cost()) != 0) {
            differences.add(ofDay(day, verdict, "cost", plain(day.usage().cost()), plain(shown.cost())));
        }
        return differences;
    }

    private static UsageDifference ofDay(
            DayFigures day, DayVerdict verdict, String column, String published, String expected) {
        return new UsageDifference(
                verdict.verdict(),
                UsageTable.DAILY.title(),
                day.projectId(),
                day.day().atStartOfDay(ZoneOffset.UTC).toInstant(),
                "PROJECT",
                null,
                column,
                published,
                expected,
                "daily_metrics",
                verdict.reason() == null ? "" : verdict.reason());
    }

    private static String reason(Verdict verdict, @Nullable Instant usage, @Nullable Instant traces) {
        return switch (verdict) {
            case MATCH -> "";
            case EXPLAINED -> "usage had to refuse revisions (dead_letters)";
            case PENDING -> usage == null ? "no row yet" : "changed a moment ago";
            case DRIFT -> drift(usage, traces);
        };
    }

    private static String drift(@Nullable Instant usage, @Nullable Instant traces) {
        if (usage == null) {
            return "there is no row";
        }
        if (traces == null) {
            return "the lake has no trace of it";
        }
        Duration behind = Duration.between(usage, traces);
        if (behind.isZero()) {
            return "made of the same revisions";
        }
        return behind.isNegative()
                ? "has revisions up to " + usage + ", traces only up to " + traces
                : "has revisions up to " + usage + ", traces up to " + traces;
    }

    private static Instant start(ResultSet row) throws SQLException {
        return TraceState.instant(row.getLong("start"));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
