package io.tracelake.app.check;

import io.tracelake.app.output.Column;
import io.tracelake.app.output.Json;
import io.tracelake.app.output.TextTable;
import java.util.List;
import java.util.Locale;

/** How findings are printed. */
public final class Findings {
    private Findings() {}

    /** A table for people, a line each; nothing is cut, as the end of a detail may name what to change. */
    public static List<String> table(List<Finding> findings) {
        var table = new TextTable(Column.key("check"), Column.key("name"), Column.key("result"), Column.key("detail"));
        findings.forEach(
                finding -> table.row(finding.subject(), finding.name(), mark(finding.result()), finding.detail()));
        return table.lines();
    }

    /** What needs somebody stands out. */
    private static String mark(Finding.Result result) {
        return result == Finding.Result.OK ? "ok" : result.name();
    }

    /** Members of the document for programs. */
    public static void members(Json json, List<Finding> findings) {
        json.bool("ok", findings.stream().allMatch(Finding::ok));
        json.objects(
                "checks",
                findings,
                (object, finding) -> object.text("check", finding.subject())
                        .text("name", finding.name())
                        .bool("ok", finding.ok())
                        .text("result", finding.result().name().toLowerCase(Locale.ROOT))
                        .text("detail", finding.detail()));
    }
}
