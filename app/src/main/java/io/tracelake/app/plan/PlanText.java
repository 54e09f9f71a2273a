package io.tracelake.app.plan;

import static io.tracelake.app.output.Cells.count;

import io.tracelake.app.output.Column;
import io.tracelake.app.output.Json;
import io.tracelake.app.output.Moments;
import io.tracelake.app.output.TextTable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A plan as people read it, and as programs do. */
public final class PlanText {
    private static final double MIB = 1024.0 * 1024;

    private PlanText() {}

    public static TextTable table(Plan plan) {
        var table = new TextTable(
                Column.text("project"),
                Column.number("rows"),
                Column.number("requests"),
                Column.number("MiB"),
                Column.number("time"));
        for (ProjectPlan project : plan.projects()) {
            String name = project.project().name();
            table.row(
                    name == null ? project.project().id() : name,
                    count(project.rows()),
                    count(project.requests()),
                    mib(project.bytes()),
                    Moments.length(plan.time(project)));
        }
        table.row("all", count(plan.rows()), count(plan.requests()), mib(plan.bytes()), Moments.length(plan.time()));
        return table;
    }

    /** What the numbers rest on. */
    public static List<String> notes(Plan plan) {
        var notes = new ArrayList<String>();
        notes.add("rows: as the service counts them; requests: pages of the windows that they fill");
        notes.add("MiB and time: from two pages of each project, " + plan.parallelism() + " fetched at once; live");
        notes.add("reading goes first and takes its own time");
        Quota quota = plan.quota();
        Double share = plan.shareOfDay();
        if (quota != null && share != null) {
            notes.add(String.format(
                    Locale.ROOT,
                    "quota: %d requests in %s; this takes %.1f %% of a day's",
                    quota.requests(),
                    Moments.length(quota.window()),
                    share * 100));
        }
        notes.add("asked for this: " + plan.probes() + " requests");
        return notes;
    }

    private static String mib(long bytes) {
        return String.format(Locale.ROOT, "%,.1f", bytes / MIB);
    }

    public static void members(Json json, Plan plan) {
        json.text("from", plan.range().from())
                .text("to", plan.range().to())
                .objects(
                        "projects",
                        plan.projects(),
                        (each, project) -> each.text(
                                        "projectId", project.project().id())
                                .text("name", project.project().name())
                                .number("rows", project.rows())
                                .number("requests", project.requests())
                                .number("bytes", project.bytes())
                                .number("pageMillis", project.page().toMillis())
                                .number("seconds", plan.time(project).toSeconds()))
                .number("rows", plan.rows())
                .number("requests", plan.requests())
                .number("bytes", plan.bytes())
                .number("seconds", plan.time().toSeconds())
                .decimal("shareOfDailyQuota", decimal(plan.shareOfDay()))
                .number("parallelism", (long) plan.parallelism())
                .number("probes", (long) plan.probes());
    }

    private static @Nullable BigDecimal decimal(@Nullable Double share) {
        return share == null ? null : BigDecimal.valueOf(share).setScale(4, RoundingMode.HALF_UP);
    }
}
