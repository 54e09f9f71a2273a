package io.tracelake.app.up;

import static io.tracelake.app.output.Cells.count;

import io.tracelake.app.output.Cells;
import io.tracelake.app.output.Column;
import io.tracelake.app.output.Moments;
import io.tracelake.app.output.TextTable;
import io.tracelake.ingester.schedule.ProjectProgress;
import io.tracelake.sink.SinkProgress;
import io.tracelake.streams.StreamsProgress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What {@code up} shows of itself, as lines of text. Pure. */
final class StatusView {
    private StatusView() {}

    /** Tables of the projects and the lake, then the warnings; no line wider than {@code width}. */
    static List<String> table(
            List<ProjectProgress> projects,
            Rates rates,
            @Nullable StreamsProgress streams,
            @Nullable SinkProgress sink,
            List<String> warnings,
            Instant now,
            int width) {
        var lines = new ArrayList<>(projects(projects, rates, now).lines(width));
        if (streams != null) {
            lines.add("");
            lines.add(usage(streams));
            if (streams.lastError() != null) {
                lines.add("! " + streams.lastError());
            }
        }
        if (sink != null) {
            lines.add("");
            lines.addAll(lake(sink).lines(width));
            lines.add(buffered(sink, now));
            if (sink.lastError() != null) {
                lines.add("! " + sink.lastError());
            }
        }
        if (!warnings.isEmpty()) {
            lines.add("");
            lines.addAll(warnings);
        }
        return lines.stream()
                .map(line -> Cells.cut(Cells.printable(line), width))
                .toList();
    }

    private static TextTable projects(List<ProjectProgress> projects, Rates rates, Instant now) {
        var table = new TextTable(
                Column.text("project"),
                Column.text("status"),
                Column.number("traces"),
                Column.number("traces/s"),
                Column.number("revisions"),
                Column.number("dead"),
                Column.number("behind"));
        for (ProjectProgress project : projects) {
            table.row(
                    project.name() == null ? project.id() : project.name(),
                    project.status(),
                    count(project.traces()),
                    rate(rates.of(project.id())),
                    count(project.revisions()),
                    count(project.deadLetters()),
                    Moments.since(project.watermark(), now));
            if (project.problem() != null) {
                table.note("  ! " + project.problem());
            }
        }
        return projects.isEmpty() ? table.note("no projects yet") : table;
    }

    private static String usage(StreamsProgress streams) {
        return "usage: %s, %s revisions counted, %s rows published, %s dead letters"
                .formatted(
                        streams.state().toLowerCase(Locale.ROOT).replace('_', ' '),
                        count(streams.changes()),
                        count(streams.rows()),
                        count(streams.deadLetters()));
    }

    private static TextTable lake(SinkProgress sink) {
        var table = new TextTable(Column.text("lake"), Column.number("rows"), Column.number("files"));
        sink.tables().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> table.row(
                        each.getKey(),
                        count(each.getValue().totalRows()),
                        count(each.getValue().totalFiles())));
        return table;
    }

    private static String buffered(SinkProgress sink, Instant now) {
        String commit = sink.lastCommit() == null
                ? "no commit yet"
                : "last commit " + Moments.since(sink.lastCommit(), now) + " ago";
        return count(sink.bufferedRows()) + " rows buffered, " + commit;
    }

    /** One line for logs. */
    static String line(
            List<ProjectProgress> projects,
            @Nullable StreamsProgress streams,
            @Nullable SinkProgress sink,
            Instant now) {
        long traces = projects.stream().mapToLong(ProjectProgress::traces).sum();
        long revisions = projects.stream().mapToLong(ProjectProgress::revisions).sum();
        long dead = projects.stream().mapToLong(ProjectProgress::deadLetters).sum();
        long parked =
                projects.stream().filter(p -> !p.status().equals("active")).count();
        String behind = projects.stream()
                .map(ProjectProgress::watermark)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .map(oldest -> Moments.since(oldest, now))
                .orElse("-");
        String text = "%d projects (%d parked), %s traces, %s revisions, %s dead letters, watermark %s behind"
                .formatted(projects.size(), parked, count(traces), count(revisions), count(dead), behind);
        if (streams != null) {
            text += "; usage of %s revisions in %s rows".formatted(count(streams.changes()), count(streams.rows()));
        }
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

    private static String rate(OptionalDouble tracesPerSecond) {
        return tracesPerSecond.isEmpty()
                ? "-"
                : String.format(
                        Locale.ROOT,
                        tracesPerSecond.getAsDouble() < 100 ? "%,.1f" : "%,.0f",
                        tracesPerSecond.getAsDouble());
    }
}
