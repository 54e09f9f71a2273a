package io.tracelake.app.request;

import io.tracelake.app.output.Column;
import io.tracelake.app.output.Json;
import io.tracelake.app.output.Moments;
import io.tracelake.app.output.TextTable;
import io.tracelake.schemas.DeadLetter;
import java.util.List;
import java.util.Locale;

/** Dead letters as people read them, and as programs do. */
public final class LetterText {
    private LetterText() {}

    public static TextTable table(List<Letter> letters) {
        var table = new TextTable(
                Column.key("letter"),
                Column.key("observed (UTC)"),
                Column.text("project"),
                Column.key("stream"),
                Column.key("reason"),
                Column.text("detail"));
        for (Letter letter : letters) {
            DeadLetter content = letter.content();
            table.row(
                    letter.place().toString(),
                    Moments.moment(content.getObservedAt()),
                    content.getProjectId() == null ? "-" : content.getProjectId(),
                    content.getStream(),
                    reason(content),
                    content.getDetail());
        }
        return letters.isEmpty() ? table.note("no dead letters") : table;
    }

    /** As on the command line: in lower case with hyphens. */
    public static String reason(DeadLetter letter) {
        return letter.getReason().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static void members(Json json, Letter letter) {
        DeadLetter content = letter.content();
        json.text("letter", letter.place())
                .text("observedAt", content.getObservedAt())
                .text("projectId", content.getProjectId())
                .text("stream", content.getStream())
                .text("reason", reason(content))
                .text("detail", content.getDetail())
                .text("source", content.getSource());
    }

    /** What became of replays. */
    public static TextTable replays(List<TrackedRequest> replays) {
        var table = new TextTable(
                Column.key("letter"), Column.text("project"), Column.key("status"), Column.text("what came of it"));
        replays.forEach(replay -> table.row(
                replay.request().getRequestId(),
                replay.projectId(),
                replay.status(),
                replay.reason() == null ? "-" : replay.reason()));
        return table;
    }

    public static void members(Json json, TrackedRequest replay) {
        json.text("letter", replay.request().getRequestId())
                .text("projectId", replay.projectId())
                .text("status", replay.status())
                .text("reason", replay.reason());
    }
}
