package io.tracelake.app.check;

import io.tracelake.app.report.JsonDocument;
import io.tracelake.app.report.Table;
import java.util.List;

/** How findings are printed. */
public final class Findings {
    /** The last one has no title of its own: what is before it may be as long as it likes. */
    private static final String[] TITLES = {"check", "name", "result", "detail", ""};

    private Findings() {}

    /** A table for people, a line each. */
    public static List<String> table(List<Finding> findings) {
        var table = new Table(TITLES.length, TITLES);
        findings.forEach(finding ->
                table.row(finding.subject(), finding.name(), finding.ok() ? "ok" : "FAILED", finding.detail()));
        return table.lines();
    }

    /** One JSON object for programs. */
    public static String json(List<Finding> findings) {
        return JsonDocument.of(json -> {
            json.writeBooleanProperty("ok", findings.stream().allMatch(Finding::ok));
            json.writeArrayPropertyStart("checks");
            for (var finding : findings) {
                json.writeStartObject();
                json.writeStringProperty("check", finding.subject());
                json.writeStringProperty("name", finding.name());
                json.writeBooleanProperty("ok", finding.ok());
                json.writeStringProperty("detail", finding.detail());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
