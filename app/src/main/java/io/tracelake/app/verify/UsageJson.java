package io.tracelake.app.verify;

import io.tracelake.app.output.Json;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A usage report for programs. Costs and differing values are texts, so that no reader makes doubles of them. */
public final class UsageJson {
    private UsageJson() {}

    /** Members of the document. */
    public static void members(Json json, UsageReport report) {
        json.text("from", report.span().from())
                .text("until", report.span().until())
                .bool("sound", report.sound())
                .texts("failures", report.failures())
                .object("rows", object -> members(object, report.rows()))
                .object("splits", object -> members(object, report.splits()))
                .object("service_days", object -> members(object, report.service()))
                .objects("days", report.days(), UsageJson::members)
                .number("differences_found", report.allDifferences())
                .objects("differences", report.differences(), UsageJson::members);
    }

    private static void members(Json json, Tally tally) {
        json.number("match", tally.match())
                .number("pending", tally.pending())
                .number("explained", tally.explained())
                .number("drift", tally.drift());
    }

    private static void members(Json json, UsageDay day) {
        json.text("project", day.projectId())
                .text("day", day.day())
                .object("rows", object -> members(object, day.rows()))
                .object("splits", object -> members(object, day.splits()));
        var figures = day.figures();
        var verdict = day.verdict();
        if (figures == null || verdict == null) {
            return;
        }
        var service = figures.service();
        json.number("traces", figures.usage().traces())
                .text("cost", plain(figures.usage().cost()))
                .number("service_traces", service == null ? null : (Long) service.traces())
                .text("service_cost", service == null ? null : plain(service.cost()))
                .text("service_verdict", verdict.verdict())
                .text("service_reason", verdict.reason());
    }

    private static void members(Json json, UsageDifference difference) {
        json.text("verdict", difference.verdict())
                .text("table", difference.table())
                .text("project", difference.projectId())
                .text("window_start", difference.windowStart())
                .text("scope", difference.scope())
                .text("tag", difference.tag())
                .text("column", difference.column())
                .text("published", difference.published())
                .text("expected", difference.expected())
                .text("against", difference.against())
                .text("reason", difference.reason());
    }

    private static @Nullable String plain(BigDecimal cost) {
        return cost.signum() == 0 ? "0" : cost.stripTrailingZeros().toPlainString();
    }
}
