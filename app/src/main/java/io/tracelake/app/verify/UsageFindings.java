package io.tracelake.app.verify;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Gathers what the tables of {@link Judgement} say, by project and day. For one thread. */
final class UsageFindings {
    private final UsageLake lake;
    private final Map<String, TreeMap<LocalDate, UsageDay>> days = new TreeMap<>();
    private final List<UsageDifference> ofDays = new ArrayList<>();

    /** So many comparisons of one day. */
    private record Count(String projectId, LocalDate day, Tally tally) {}

    UsageFindings(UsageLake lake) {
        this.lake = lake;
    }

    void compareRows() {
        var counts = new ArrayList<>(counts("'MATCH'", "(FROM compared WHERE len(differences) = 0)"));
        counts.addAll(counts("verdict", "judged"));
        counts.forEach(count -> change(count.projectId(), count.day(), day -> day.plusRows(count.tally())));
    }

    void compareSplits() {
        counts("verdict", "unbalanced")
                .forEach(count -> change(count.projectId(), count.day(), day -> day.plusSplits(count.tally())));
    }

    void compareDays(UsageSpan span, DayRules rules) {
        var undated = new HashMap<String, Long>();
        lake.read("SELECT project_id, letters FROM letters WHERE day IS NULL", row -> {
            return undated.put(row.getString("project_id"), row.getLong("letters"));
        });
        for (var figures : ServiceDays.read(lake, span)) {
            String project = figures.projectId();
            var verdict = rules.judge(figures, undated.getOrDefault(project, 0L));
            undated.merge(project, -verdict.borrowed(), Long::sum);
            change(project, figures.day(), day -> day.with(figures, verdict));
            ofDays.addAll(UsageDifferences.ofDay(figures, verdict));
        }
    }

    List<UsageDay> days() {
        return days.values().stream()
                .flatMap(project -> project.values().stream())
                .toList();
    }

    /** How many values differ. */
    long differences() {
        return UsageDifferences.count(lake) + ofDays.size();
    }

    List<UsageDifference> gravest(int most) {
        var all = new ArrayList<>(ofDays);
        all.addAll(UsageDifferences.ofRows(lake, most));
        all.addAll(UsageDifferences.ofSplits(lake, most));
        return all.stream()
                .sorted(Comparator.comparing(UsageDifference::verdict).reversed())
                .limit(most)
                .toList();
    }

    private List<Count> counts(String verdict, String table) {
        return lake.read(
                "SELECT project_id, start // 86400000000 AS day, %s AS verdict, count(*) AS n FROM %s GROUP BY ALL"
                        .formatted(verdict, table),
                row -> new Count(
                        row.getString("project_id"),
                        LocalDate.ofEpochDay(row.getLong("day")),
                        Tally.of(Verdict.valueOf(row.getString("verdict")), row.getLong("n"))));
    }

    private void change(String projectId, LocalDate day, UnaryOperator<UsageDay> change) {
        days.computeIfAbsent(projectId, _ -> new TreeMap<>())
                .compute(day, (_, known) -> change.apply(known == null ? UsageDay.empty(projectId, day) : known));
    }
}
