package io.tracelake.app.up;

import io.tracelake.ingester.schedule.ProjectProgress;
import io.tracelake.sink.SinkProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code up} shows of itself, as lines of text. Pure. */
final class StatusView {
    private static final String ROW = "%-28.28s %-20.20s %10s %10s %8s %10s";

    private StatusView() {}

    /** A table of the projects and the lake. */
    static List<String> table(List<ProjectProgress> projects, @Nullable SinkProgress sink, Instant now) {
        var lines = new java.util.ArrayList<String>();
        lines.add(ROW.formatted("project", "status", "traces", "revisions", "dead", "behind"));
        for (ProjectProgress project : projects) {
            lines.add(ROW.formatted(
                    project.name() == null ? project.id() : project.name(),
                    project.status(),
                    count(project.traces()),
                    count(project.revisions()),
                    count(project.deadLetters()),
                    behind(project.watermark(), now)));
            if (project.problem() != null) {
                lines.add("  ! " + project.problem());
            }
        }
        if (sink != null) {
            lines.add("");
            sink.tables().entrySet().stream()
                    .sorted(java.util.Map.Entry.comparingByKey())
                    .forEach(table -> lines.add("lake %-14s %10s rows %8s files"
                            .formatted(
                                    table.getKey(),
                                    count(table.getValue().totalRows()),
                                    count(table.getValue().totalFiles()))));
            if (sink.lastError() != null) {
                lines.add("  ! " + sink.lastError());
            }
        }
        return lines;
    }

    /** One line for logs. */
    static String line(List<ProjectProgress> projects, @Nullable SinkProgress sink, Instant now) {
        long traces = projects.stream().mapToLong(ProjectProgress::traces).sum();
        long revisions = projects.stream().mapToLong(ProjectProgress::revisions).sum();
        long dead = projects.stream().mapToLong(ProjectProgress::deadLetters).sum();
        long parked =
                projects.stream().filter(p -> !p.status().equals("active")).count();
        String behind = projects.stream()
                .map(ProjectProgress::watermark)
                .filter(java.util.Objects::nonNull)
                .min(java.util.Comparator.naturalOrder())
                .map(oldest -> behind(oldest, now))
                .orElse("-");
        String text = "%d projects (%d parked), %s traces, %s revisions, %s dead letters, watermark %s behind"
                .formatted(projects.size(), parked, count(traces), count(revisions), count(dead), behind);
        if (sink == null) {
            return text;
        }
        long rows = sink.tables().values().stream()
                .mapToLong(SinkProgress.TableProgress::totalRows)
                .sum();
        long files = sink.tables().values().stream()
                .mapToLong(SinkProgress.TableProgress::totalFiles)
                .sum();
        return text + "; lake %s rows in %s files".formatted(count(rows), count(files));
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String behind(@Nullable Instant watermark, Instant now) {
        if (watermark == null) {
            return "-";
        }
        Duration lag = Duration.between(watermark, now);
        if (lag.toDays() > 0) {
            return lag.toDays() + "d" + lag.toHoursPart() + "h";
        }
        return lag.toHours() > 0
                ? lag.toHours() + "h" + lag.toMinutesPart() + "m"
                : lag.toMinutes() + "m" + lag.toSecondsPart() + "s";
    }
}
