package io.tracelake.app.verify;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Holds the usage tables of a lake against its traces and against the service's daily metrics that it carries. Asks
 * nobody else. DuckDB does the counting; what is kept here grows with projects and days. For one thread.
 */
public final class UsageVerification {
    static final int MOST_LISTED = 50;

    private final Path lakePath;
    private final UsageSpan span;
    private final UsageRules rules;
    private final Progress progress;

    public UsageVerification(Path lakePath, UsageSpan span, UsageRules rules, Progress progress) {
        this.lakePath = lakePath;
        this.span = span;
        this.rules = rules;
        this.progress = progress;
    }

    /**
     * Compares these projects, or all that the lake knows if none is named.
     *
     * @throws LakeUnreadableException if the lake can't be read
     */
    public UsageReport run(List<String> projectIds) {
        try (var lake = UsageLake.open(lakePath)) {
            var tables = new UsageTables(lake, span, projectIds);
            progress.show("reading usage");
            tables.readUsage();
            progress.show("reading traces");
            tables.readTraces(rules.maxTags());
            progress.show("reading dead letters and daily metrics");
            tables.readDeadLetters();
            tables.readMetrics();
            progress.show("recomputing usage from %,d revisions of traces"
                    .formatted(lake.number("SELECT count(*) FROM revisions")));
            var recomputation = new Recomputation(lake, span);
            recomputation.newest();
            recomputation.usage("recomputed", Recomputation.ALL);
            progress.show("comparing %,d rows of usage".formatted(lake.number("SELECT count(*) FROM published")));
            new Judgement(lake, rules).judge(recomputation);
            return report(lake, projectIds);
        } finally {
            progress.clear();
        }
    }

    private UsageReport report(UsageLake lake, List<String> projectIds) {
        var findings = new UsageFindings(lake);
        findings.compareRows();
        findings.compareSplits();
        findings.compareDays(span, new DayRules(rules));
        return new UsageReport(
                span,
                findings.days(),
                findings.gravest(MOST_LISTED),
                findings.differences(),
                failures(lake, projectIds));
    }

    private static List<String> failures(UsageLake lake, List<String> projectIds) {
        var failures = new ArrayList<String>();
        var known = new HashSet<>(lake.read(
                "SELECT project_id FROM published UNION SELECT project_id FROM beginnings",
                row -> row.getString("project_id")));
        projectIds.stream().distinct().filter(id -> !known.contains(id)).forEach(id -> {
            failures.add(id + ": the lake has nothing of this project");
        });
        if (lake.number("SELECT count(*) FROM published") == 0 && lake.number("SELECT count(*) FROM recomputed") > 0) {
            failures.add("usage_hourly and usage_daily are empty, though there are traces: nothing could be compared");
        }
        return failures;
    }
}
