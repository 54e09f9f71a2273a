package io.tracelake.app.verify;

import static io.tracelake.app.output.Cells.count;

import io.tracelake.app.output.Cells;
import io.tracelake.app.output.Column;
import io.tracelake.app.output.TextTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A usage report for people. Nothing is cut, however wide. */
public final class UsageReportTable {
    private static final int CENTS = 2;

    private final UsageReport report;

    private UsageReportTable(UsageReport report) {
        this.report = report;
    }

    /** Lines of both tables, of their footnotes, and of the verdict. */
    public static List<String> of(UsageReport report) {
        var table = new UsageReportTable(report);
        var lines = new ArrayList<String>();
        lines.add(table.title());
        lines.add("");
        lines.addAll(table.days());
        lines.add("");
        lines.addAll(table.differences());
        report.failures().forEach(failure -> lines.add("FAILED: " + Cells.printable(failure)));
        lines.add(table.verdict());
        return lines;
    }

    private String title() {
        var span = report.span();
        return "usage" + (span.from() == null ? "" : " from " + span.from())
                + (span.until() == null ? "" : " until " + span.until())
                + ": rows against traces, days against the service's daily metrics; days in UTC, cost in USD";
    }

    private List<String> days() {
        var table = new TextTable(
                Column.key("project"),
                Column.key("day"),
                Column.number("match"),
                Column.number("pending"),
                Column.number("explained"),
                Column.number("drift"),
                Column.number("bad splits"),
                Column.number("traces"),
                Column.number("at service"),
                Column.number("cost"),
                Column.number("at service"),
                Column.key("day's verdict"));
        report.days().forEach(day -> table.row(cells(day)));
        return table.lines();
    }

    private static String[] cells(UsageDay day) {
        var rows = day.rows();
        var figures = day.figures();
        var service = figures == null ? null : figures.service();
        return new String[] {
            day.projectId(),
            day.day().toString(),
            count(rows.match()),
            count(rows.pending()),
            count(rows.explained()),
            count(rows.drift()),
            count(day.splits().total()),
            figures == null ? "-" : count(figures.usage().traces()),
            service == null ? "-" : count(service.traces()),
            dollars(figures == null ? null : figures.usage().cost()),
            dollars(service == null ? null : service.cost()),
            verdict(day)
        };
    }

    private static String verdict(UsageDay day) {
        var verdict = day.verdict();
        if (verdict == null) {
            return "-";
        }
        return verdict.reason() == null ? verdict.verdict().toString() : verdict.verdict() + ": " + verdict.reason();
    }

    private List<String> differences() {
        if (report.differences().isEmpty()) {
            return List.of();
        }
        var table = new TextTable(
                Column.key("verdict"),
                Column.key("table"),
                Column.key("window"),
                Column.key("project"),
                Column.key("scope"),
                Column.key("tag"),
                Column.key("column"),
                Column.number("published"),
                Column.number("expected"),
                Column.key("by"),
                Column.key("reason"));
        for (var difference : report.differences()) {
            table.row(
                    difference.verdict().toString(),
                    difference.table(),
                    difference.windowStart().toString(),
                    difference.projectId(),
                    difference.scope(),
                    difference.tag() == null ? "" : '"' + difference.tag() + '"',
                    difference.column(),
                    difference.published() == null ? "-" : difference.published(),
                    difference.expected(),
                    difference.against(),
                    difference.reason());
        }
        var lines = new ArrayList<>(table.lines());
        long more = report.allDifferences() - report.differences().size();
        if (more > 0) {
            lines.add("... and " + count(more) + " more");
        }
        lines.add("");
        return lines;
    }

    private String verdict() {
        var rows = report.rows();
        var service = report.service();
        String found = "%s rows and %s days match, %s and %s are pending, %s and %s explained"
                .formatted(
                        count(rows.match()),
                        count(service.match()),
                        count(rows.pending()),
                        count(service.pending()),
                        count(rows.explained()),
                        count(service.explained()));
        if (report.sound()) {
            return "sound: " + found;
        }
        return "FAILED: %s rows and %s days have drifted, %s splits don't add up; %s"
                .formatted(
                        count(rows.drift()),
                        count(service.drift()),
                        count(report.splits().drift()),
                        found);
    }

    private static String dollars(@Nullable BigDecimal cost) {
        if (cost == null) {
            return "-";
        }
        BigDecimal shortest = cost.stripTrailingZeros();
        return shortest.setScale(Math.max(CENTS, shortest.scale())).toPlainString();
    }
}
