package io.tracelake.app.service;

import io.tracelake.app.output.Json;
import io.tracelake.client.analytics.Row;

/** Records that break the service's promises: shown with the reason, never left out. */
final class MalformedText {
    private MalformedText() {}

    static String line(Row.Malformed<?> row) {
        return "! malformed: " + row.detail() + (row.timestamp() == null ? "" : " (at " + row.timestamp() + ")");
    }

    /** One member, {@code malformed}, with the record as it was sent. */
    static void members(Json json, Row.Malformed<?> row) {
        json.object(
                "malformed",
                malformed -> malformed
                        .text("detail", row.detail())
                        .text("timestamp", row.timestamp())
                        .raw("payload", row.payload()));
    }
}
