package io.tracelake.app.verify;

import static io.tracelake.app.output.Cells.count;

import io.tracelake.app.output.Column;
import io.tracelake.app.output.TextTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A report for people. Nothing is cut, however wide. */
public final class ReportTable {
    private static final int CENTS = 2;

    private final Report report;
    private final boolean strict;
    private final int decimals;

    private ReportTable(Report report, boolean strict) {
        this.report = report;
        this.strict = strict;
        this.decimals = report.projects().stream()
                .flatMap(project -> project.days().values().stream())
                .flatMap(day -> Stream.of(day.serviceCost(), day.lakeCost()))
                .mapToInt(cost -> cost.stripTrailingZeros().scale())
                .reduce(CENTS, Math::max);
    }

    /** Lines of the table, of its footnotes, and of the verdict. */
    public static List<String> of(Report report, boolean strict) {
        var table = new ReportTable(report, strict);
        var lines = new ArrayList<String>();
        lines.add("traces from " + report.window().from() + " until "
                + report.window().to() + ", days in UTC, cost in USD");
        lines.add("");
        lines.addAll(table.rows());
        lines.add("");
        lines.addAll(table.footnotes());
        lines.add(table.verdict());
        return lines;
    }

    private List<String> rows() {
        var table = new TextTable(
                Column.key("project"),
                Column.key("day"),
                Column.number("service"),
                Column.number("lake"),
                Column.number("missing"),
                Column.number("doubled"),
                Column.number("stale"),
                Column.number("pending"),
                Column.number("gone"),
                Column.number("cost at service"),
                Column.number("cost in lake"),
                Column.number("difference"));
        for (var project : report.projects()) {
            String label = project.name() == null ? project.id() : project.name();
            if (project.failure() != null) {
                table.row(List.of(label, "FAILED"), project.id() + ": " + project.failure());
                continue;
            }
            project.days().forEach((day, figures) -> table.row(cells(label, day.toString(), figures)));
            table.row(cells(label, "total", project.total()));
        }
        if (report.projects().size() > 1) {
            table.row(cells("all", "total", report.total()));
        }
        return table.lines();
    }

    private String[] cells(String project, String day, Figures figures) {
        return new String[] {
            project,
            day,
            count(figures.service()),
            count(figures.lake()),
            count(figures.missing()),
            count(figures.doubled()),
            count(figures.stale()),
            count(figures.pending()),
            count(figures.gone()),
            dollars(figures.serviceCost()),
            dollars(figures.lakeCost()),
            dollars(figures.costDifference())
        };
    }

    private List<String> footnotes() {
        var lines = new ArrayList<String>();
        if (report.total().pending() > 0) {
            lines.add("pending: changed at the service after it was carried, and younger than ingest.lookback: the"
                    + " ingester reads it again"
                    + (strict ? "" : ", so this is no failure (it is one with --strict)"));
        }
        if (report.total().gone() > 0) {
            lines.add("gone: in the lake, no longer at the service: the lake keeps what it has");
        }
        long unreadable =
                report.projects().stream().mapToLong(ProjectReport::unreadable).sum();
        if (unreadable > 0) {
            lines.add(count(unreadable) + " rows of the service are no readable traces and are left out; the ingester"
                    + " puts such rows into dead_letters");
        }
        if (report.failure() != null) {
            lines.add("FAILED: " + report.failure());
        }
        return lines;
    }

    private String verdict() {
        var total = report.total();
        if (report.sound(strict)) {
            return "complete: every trace that the service shows is in the lake, once"
                    + (total.pending() == 0 ? " and current" : "; current but for what is pending");
        }
        long failed = report.projects().stream()
                .filter(project -> project.failure() != null)
                .count();
        return "FAILED: %s missing, %s doubled, %s stale%s%s"
                .formatted(
                        count(total.missing()),
                        count(total.doubled()),
                        count(total.stale()),
                        strict ? ", " + count(total.pending()) + " pending" : "",
                        failed == 0 ? "" : ", " + count(failed) + " projects not verified");
    }

    private String dollars(BigDecimal cost) {
        return cost.setScale(decimals).toPlainString();
    }
}
