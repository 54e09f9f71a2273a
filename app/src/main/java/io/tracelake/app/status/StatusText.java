package io.tracelake.app.status;

import static io.tracelake.app.output.Cells.count;

import io.tracelake.app.output.Column;
import io.tracelake.app.output.Json;
import io.tracelake.app.output.Moments;
import io.tracelake.app.output.TextTable;
import io.tracelake.app.status.LineStatus.PartitionStatus;
import io.tracelake.app.status.LineStatus.Progress;
import io.tracelake.app.status.LineStatus.ProjectStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A status as people read it, and as programs do. */
public final class StatusText {
    private StatusText() {}

    /** Four tables: projects, what the streams role reads, what the sink reads, the lake. */
    public static List<String> lines(LineStatus status, int width) {
        var lines = new ArrayList<>(projects(status).lines(width));
        lines.add("");
        lines.addAll(partitions("streams read", status.counted()).lines(width));
        lines.add("");
        lines.addAll(partitions("sink reads", status.partitions()).lines(width));
        lines.add("");
        lines.addAll(tables(status).lines(width));
        return lines;
    }

    private static TextTable projects(LineStatus status) {
        var table = new TextTable(
                Column.text("project"),
                Column.text("status"),
                Column.number("traces"),
                Column.number("revisions"),
                Column.number("dead"),
                Column.key("watermark"),
                Column.number("behind"));
        for (ProjectStatus project : status.projects()) {
            Progress progress = project.progress();
            table.row(
                    project.name() == null ? project.id() : project.name(),
                    project.status(),
                    progress == null ? "-" : count(progress.traces()),
                    progress == null ? "-" : count(progress.revisions()),
                    progress == null ? "-" : count(progress.deadLetters()),
                    progress == null ? "-" : Moments.moment(progress.watermark()),
                    Moments.since(progress == null ? null : progress.watermark(), status.at()));
        }
        return status.projects().isEmpty() ? table.note("no projects yet: has an ingester run here?") : table;
    }

    private static TextTable partitions(String title, List<PartitionStatus> partitions) {
        var table = new TextTable(
                Column.text(title),
                Column.number("partition"),
                Column.number("committed"),
                Column.number("end"),
                Column.number("lag"));
        partitions.forEach(partition -> table.row(
                partition.topic(),
                Integer.toString(partition.partition()),
                partition.committed() == null ? "-" : count(partition.committed()),
                count(partition.end()),
                count(partition.lag())));
        return partitions.isEmpty() ? table.note("no topics yet") : table;
    }

    private static TextTable tables(LineStatus status) {
        var table = new TextTable(
                Column.text("lake table"), Column.number("rows"), Column.number("files"), Column.number("last commit"));
        status.tables()
                .forEach(each -> table.row(
                        each.name(),
                        count(each.rows()),
                        count(each.files()),
                        each.lastCommit() == null ? "-" : Moments.since(each.lastCommit(), status.at()) + " ago"));
        return table;
    }

    /** Members of the document; {@code behindSeconds} is from the watermark to {@code at}. */
    public static void members(Json json, LineStatus status) {
        json.text("at", status.at());
        json.objects("projects", status.projects(), (object, project) -> {
            Progress progress = project.progress();
            object.text("id", project.id())
                    .text("name", project.name())
                    .text("status", project.status())
                    .number("traces", of(progress, Progress::traces))
                    .number("revisions", of(progress, Progress::revisions))
                    .number("deadLetters", of(progress, Progress::deadLetters))
                    .text("watermark", of(progress, Progress::watermark))
                    .seconds("behindSeconds", of(progress, Progress::watermark), status.at());
        });
        partitions(json, "counted", status.counted());
        partitions(json, "partitions", status.partitions());
        json.objects(
                "tables",
                status.tables(),
                (object, table) -> object.text("name", table.name())
                        .number("rows", table.rows())
                        .number("files", table.files())
                        .text("lastCommit", table.lastCommit()));
    }

    private static void partitions(Json json, String name, List<PartitionStatus> partitions) {
        json.objects(
                name,
                partitions,
                (object, partition) -> object.text("topic", partition.topic())
                        .number("partition", (long) partition.partition())
                        .number("committed", partition.committed())
                        .number("end", partition.end())
                        .number("lag", partition.lag()));
    }

    private static <T> @Nullable T of(@Nullable Progress progress, Function<Progress, T> member) {
        return progress == null ? null : member.apply(progress);
    }
}
