package io.tracelake.app.request;

import static io.tracelake.app.output.Cells.count;

import io.tracelake.app.output.Column;
import io.tracelake.app.output.Json;
import io.tracelake.app.output.Moments;
import io.tracelake.app.output.TextTable;
import io.tracelake.schemas.RequestProgress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Backfills as people read them, and as programs do. */
public final class BackfillText {
    private BackfillText() {}

    public static TextTable table(List<TrackedRequest> backfills) {
        var table = new TextTable(
                Column.key("backfill"),
                Column.text("project"),
                Column.key("from (UTC)"),
                Column.key("to (UTC)"),
                Column.key("status"),
                Column.number("done"),
                Column.number("requests"),
                Column.number("rows"),
                Column.number("revisions"));
        for (TrackedRequest backfill : backfills) {
            RequestProgress progress = backfill.progress();
            table.row(
                    backfill.request().getRequestId(),
                    backfill.projectId(),
                    moment(backfill.request().getFrom()),
                    moment(backfill.request().getTo()),
                    backfill.status(),
                    percent(backfill.share()),
                    progress == null ? "-" : count(progress.getRequests()),
                    progress == null ? "-" : count(progress.getRows()),
                    progress == null ? "-" : count(progress.getRevisions()));
            if (backfill.reason() != null) {
                table.note("  " + backfill.projectId() + ": " + backfill.reason());
            }
        }
        return backfills.isEmpty() ? table.note("no backfills") : table;
    }

    public static void members(Json json, TrackedRequest backfill) {
        RequestProgress progress = backfill.progress();
        json.text("backfill", backfill.request().getRequestId())
                .text("projectId", backfill.projectId())
                .text("from", backfill.request().getFrom())
                .text("to", backfill.request().getTo())
                .text("createdAt", backfill.request().getCreatedAt())
                .text("wanted", backfill.request().getWanted().name().toLowerCase(Locale.ROOT))
                .text("status", backfill.status())
                .text("reason", backfill.reason())
                .number("percent", Math.round(backfill.share() * 100))
                .number("expectedRows", progress == null ? null : progress.getExpectedRows())
                .number("requests", progress == null ? null : progress.getRequests())
                .number("rows", progress == null ? null : progress.getRows())
                .number("revisions", progress == null ? null : progress.getRevisions())
                .number("bytes", progress == null ? null : progress.getBytes())
                .text("startedAt", progress == null ? null : progress.getStartedAt())
                .text("endedAt", backfill.endedAt());
    }

    static String percent(double share) {
        return (int) Math.floor(share * 100) + "%";
    }

    private static String moment(@Nullable Instant instant) {
        return instant == null ? "-" : Moments.moment(instant);
    }
}
