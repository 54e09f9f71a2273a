package io.tracelake.app.verify;

import io.tracelake.app.output.Json;
import java.math.BigDecimal;
import java.util.List;

/** A report for programs. Costs are texts, so that no reader makes doubles of them; only what failed has a failure. */
public final class ReportJson {
    private ReportJson() {}

    /** Members of the document. */
    public static void members(Json json, Report report, boolean strict) {
        json.text("from", report.window().from())
                .text("until", report.window().to())
                .bool("sound", report.sound(strict));
        if (report.failure() != null) {
            json.text("failure", report.failure());
        }
        json.objects("projects", report.projects(), (object, project) -> members(object, project, strict))
                .object("total", object -> members(object, report.total()));
    }

    private static void members(Json json, ProjectReport project, boolean strict) {
        json.text("id", project.id()).text("name", project.name()).bool("sound", project.sound(strict));
        if (project.failure() != null) {
            json.text("failure", project.failure());
            return;
        }
        json.number("unreadable", project.unreadable())
                .objects("days", List.copyOf(project.days().entrySet()), (object, day) -> {
                    object.text("day", day.getKey());
                    members(object, day.getValue());
                })
                .object("total", object -> members(object, project.total()));
    }

    private static void members(Json json, Figures figures) {
        json.number("service", figures.service())
                .number("lake", figures.lake())
                .number("missing", figures.missing())
                .number("doubled", figures.doubled())
                .number("stale", figures.stale())
                .number("pending", figures.pending())
                .number("gone", figures.gone())
                .text("service_cost", plain(figures.serviceCost()))
                .text("lake_cost", plain(figures.lakeCost()))
                .text("cost_difference", plain(figures.costDifference()));
    }

    private static String plain(BigDecimal cost) {
        return cost.signum() == 0 ? "0" : cost.stripTrailingZeros().toPlainString();
    }
}
