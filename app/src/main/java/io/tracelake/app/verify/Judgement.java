package io.tracelake.app.verify;

/**
 * Published usage beside recomputed usage, in SQL: the table {@code compared} of all rows with what differs, and the table
 * {@code judged} of the differing ones with their verdicts.
 *
 * <p>A published row that holds nothing younger than {@link UsageRules#settledUntil()} must be what the revisions observed
 * until then amount to; if it is, the difference is pending, if not, it stays. So a standstill is pending for no longer
 * than the grace. A row that does hold something younger is still moving: which of the youngest revisions are in it can't
 * be known, since partitions and tables reach the lake in any order. It is pending, for as long as its traces change.
 */
final class Judgement {
    private final UsageLake lake;
    private final UsageRules rules;

    Judgement(UsageLake lake, UsageRules rules) {
        this.lake = lake;
        this.rules = rules;
    }

    void judge(Recomputation recomputation) {
        suspect();
        recomputation.everOfSuspects();
        compare();
        lake.run("CREATE TEMP TABLE differing AS SELECT name, project_id, scope, tag, start FROM compared"
                + " WHERE len(differences) > 0");
        recomputation.usageOfDiffering("accepted", Recomputation.ACCEPTED);
        recomputation.usageOfDiffering(
                "settled",
                "(FROM " + Recomputation.ACCEPTED + " WHERE observed <= " + settled() + " OR observed > " + ahead()
                        + ")");
        lake.run("""
                CREATE TEMP TABLE judged AS
                SELECT c.*, CASE WHEN %s THEN 'EXPLAINED' WHEN %s THEN 'PENDING'
                                 WHEN c.published_at > %d AND c.published_at <= %d THEN 'PENDING'
                                 ELSE 'DRIFT' END AS verdict
                FROM compared c LEFT JOIN accepted a ON %s LEFT JOIN settled s ON %s
                WHERE len(c.differences) > 0
                """.formatted(
                        Measure.allAgree("c.p_", "a.", "c.ever_"),
                        Measure.allAgree("c.p_", "s.", "c.ever_"),
                        settled(),
                        ahead(),
                        Recomputation.sameKey("c", "a"),
                        Recomputation.sameKey("c", "s")));
        lake.run("""
                CREATE TEMP TABLE unbalanced AS
                SELECT name, project_id, start, whole_traces, divided_traces, whole_cost, divided_cost,
                       CASE WHEN observed > %d AND observed <= %d THEN 'PENDING' ELSE 'DRIFT' END AS verdict
                FROM (SELECT name, project_id, start, max(observed) AS observed,
                             coalesce(sum(traces_split) FILTER (scope = 'PROJECT'), 0) AS whole_traces,
                             coalesce(sum(traces_split) FILTER (scope IN ('TAG', 'UNTAGGED')), 0) AS divided_traces,
                             coalesce(sum(cost_split) FILTER (scope = 'PROJECT'), 0) AS whole_cost,
                             coalesce(sum(cost_split) FILTER (scope IN ('TAG', 'UNTAGGED')), 0) AS divided_cost
                      FROM published GROUP BY name, project_id, start)
                WHERE whole_traces <> divided_traces OR whole_cost <> divided_cost
                """.formatted(settled(), ahead()));
    }

    /** What differs at first sight: the users that were ever counted are looked for only here, for it takes long. */
    private void suspect() {
        lake.run("CREATE TEMP TABLE suspects AS SELECT coalesce(p.name, r.name) AS name,"
                + " coalesce(p.project_id, r.project_id) AS project_id, coalesce(p.scope, r.scope) AS scope,"
                + " coalesce(p.tag, r.tag) AS tag, coalesce(p.start, r.start) AS start"
                + " FROM published p FULL JOIN recomputed r ON " + Recomputation.sameKey("p", "r")
                + " WHERE p.name IS NULL OR NOT " + Measure.allAgree("p.", "r.", "r."));
    }

    private void compare() {
        lake.run("""
                CREATE TEMP TABLE compared AS
                SELECT b.*, ever_observed, ever_users, ever_sessions,
                       CASE WHEN published_at IS NULL
                               THEN [{'name': 'row', 'published': NULL, 'recomputed': 'traces: ' || r_traces}]
                               ELSE %s END AS differences
                FROM (SELECT coalesce(p.name, r.name) AS name, coalesce(p.project_id, r.project_id) AS project_id,
                             coalesce(p.scope, r.scope) AS scope, coalesce(p.tag, r.tag) AS tag,
                             coalesce(p.start, r.start) AS start, p.observed AS published_at, %s, %s
                      FROM published p FULL JOIN recomputed r ON %s) b
                LEFT JOIN (SELECT %s, observed AS ever_observed, users AS ever_users, sessions AS ever_sessions
                           FROM ever) e ON %s
                """.formatted(
                        Measure.disagreements("p_", "r_", "ever_"),
                        Measure.renamed("p.", "p_"),
                        Measure.renamed("r.", "r_"),
                        Recomputation.sameKey("p", "r"),
                        Recomputation.KEY,
                        Recomputation.sameKey("b", "e")));
    }

    private long settled() {
        return TraceState.micros(rules.settledUntil());
    }

    private long ahead() {
        return TraceState.micros(rules.aheadUntil());
    }
}
