package io.tracelake.app.service;

import io.tracelake.app.output.Cells;
import io.tracelake.app.output.Column;
import io.tracelake.app.output.Json;
import io.tracelake.app.output.Moments;
import io.tracelake.app.output.TextTable;
import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Traces as people read them, and as programs do. A malformed one is shown as such in both. */
public final class TraceText {
    private static final int LABEL = 13;

    private TraceText() {}

    /** A row for each trace. */
    public static TextTable table(List<Row<TraceRow>> rows) {
        var table = new TextTable(
                Column.key("timestamp (UTC)"),
                Column.key("trace"),
                Column.number("seconds"),
                Column.number("USD"),
                Column.text("name"),
                Column.text("user"),
                Column.text("session"),
                Column.text("tags"));
        for (Row<TraceRow> row : rows) {
            switch (row) {
                case Row.Valid<TraceRow>(var trace) ->
                    table.row(
                            Moments.moment(trace.timestamp()),
                            trace.id(),
                            seconds(trace.latencyMillis()),
                            Money.text(trace.totalCost()),
                            orDash(trace.name()),
                            orDash(trace.userId()),
                            orDash(trace.sessionId()),
                            String.join(",", trace.tags()));
                case Row.Malformed<TraceRow> malformed -> table.note(MalformedText.line(malformed));
            }
        }
        return table;
    }

    /** All of one trace, a line for each member that is set; JSON as it was sent. */
    public static List<String> lines(Row<TraceRow> row) {
        return switch (row) {
            case Row.Valid<TraceRow>(var trace) -> lines(trace);
            case Row.Malformed<TraceRow> malformed ->
                List.of(MalformedText.line(malformed), Cells.printable(malformed.payload()));
        };
    }

    private static List<String> lines(TraceRow trace) {
        var lines = new ArrayList<String>();
        add(lines, "id", trace.id());
        add(lines, "timestamp", trace.timestamp());
        add(lines, "name", trace.name());
        add(lines, "user", trace.userId());
        add(lines, "session", trace.sessionId());
        add(lines, "release", trace.release());
        add(lines, "version", trace.version());
        add(lines, "environment", trace.environment());
        add(lines, "tags", trace.tags().isEmpty() ? null : String.join(", ", trace.tags()));
        add(lines, "seconds", trace.latencyMillis() == null ? null : seconds(trace.latencyMillis()));
        add(lines, "USD", trace.totalCost() == null ? null : Money.text(trace.totalCost()));
        add(lines, "observations", trace.observationIds().size());
        add(lines, "scores", trace.scoreIds().size());
        add(lines, "created", trace.createdAt());
        add(lines, "updated", trace.updatedAt());
        add(lines, "path", trace.htmlPath());
        add(lines, "input", trace.input());
        add(lines, "output", trace.output());
        add(lines, "metadata", trace.metadata());
        add(lines, "other", trace.extras());
        return lines;
    }

    private static void add(List<String> lines, String label, @Nullable Object value) {
        if (value != null) {
            lines.add(label + " ".repeat(LABEL - label.length()) + Cells.printable(value.toString()));
        }
    }

    /** Members named as the service's, but the latency in milliseconds, and observations and scores as their ids. */
    public static void members(Json json, Row<TraceRow> row) {
        switch (row) {
            case Row.Valid<TraceRow>(var trace) -> members(json, trace);
            case Row.Malformed<TraceRow> malformed -> MalformedText.members(json, malformed);
        }
    }

    private static void members(Json json, TraceRow trace) {
        json.text("id", trace.id())
                .text("timestamp", trace.timestamp())
                .text("name", trace.name())
                .text("userId", trace.userId())
                .text("sessionId", trace.sessionId())
                .text("release", trace.release())
                .text("version", trace.version())
                .text("environment", trace.environment())
                .texts("tags", trace.tags())
                .bool("public", trace.isPublic())
                .bool("bookmarked", trace.bookmarked())
                .raw("input", trace.input())
                .raw("output", trace.output())
                .raw("metadata", trace.metadata())
                .number("latencyMillis", trace.latencyMillis())
                .decimal("totalCost", trace.totalCost())
                .texts("observations", trace.observationIds())
                .texts("scores", trace.scoreIds())
                .text("htmlPath", trace.htmlPath())
                .text("externalId", trace.externalId())
                .text("projectId", trace.projectId())
                .text("createdAt", trace.createdAt())
                .text("updatedAt", trace.updatedAt())
                .raw("extras", trace.extras());
    }

    private static String seconds(@Nullable Long millis) {
        return millis == null ? "-" : BigDecimal.valueOf(millis, 3).toPlainString();
    }

    private static String orDash(@Nullable String text) {
        return text == null || text.isBlank() ? "-" : text;
    }
}
