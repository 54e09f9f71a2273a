package io.tracelake.app.check;

import io.tracelake.app.output.Column;
import io.tracelake.app.output.Json;
import io.tracelake.app.output.TextTable;
import java.util.List;

/** How findings are printed. */
public final class Findings {
    private Findings() {}

    /** A table for people, a line each; nothing is cut, as the end of a detail may name what to change. */
    public static List<String> table(List<Finding> findings) {
        var table = new TextTable(Column.key("check"), Column.key("name"), Column.key("result"), Column.key("detail"));
        findings.forEach(finding ->
                table.row(finding.subject(), finding.name(), finding.ok() ? "ok" : "FAILED", finding.detail()));
        return table.lines();
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
                        .text("detail", finding.detail()));
    }
}
