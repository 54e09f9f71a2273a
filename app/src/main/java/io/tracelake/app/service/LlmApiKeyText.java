package io.tracelake.app.service;

import static io.tracelake.app.service.Absent.orDash;

import io.tracelake.app.output.Column;
import io.tracelake.app.output.Json;
import io.tracelake.app.output.TextTable;
import io.tracelake.client.organizations.LlmApiKey;
import java.util.List;

/** Keys of model providers, for people and for programs. */
public final class LlmApiKeyText {
    private LlmApiKeyText() {}

    /** A row for each. */
    public static TextTable table(List<LlmApiKey> keys) {
        var table = new TextTable(
                Column.key("LLM key"),
                Column.text("provider"),
                Column.key("default models"),
                Column.text("custom models"),
                Column.key("created (UTC)"),
                Column.key("expires (UTC)"));
        keys.forEach(key -> table.row(
                key.id(),
                orDash(key.provider()),
                orDash(key.withDefaultModels()),
                orDash(String.join(", ", key.customModels())),
                orDash(key.createdAt()),
                key.expiresAt() == null ? "never" : orDash(key.expiresAt())));
        return table;
    }

    /** Members named as the service's. */
    public static void members(Json json, LlmApiKey key) {
        json.text("id", key.id())
                .text("provider", key.provider())
                .texts("customModels", key.customModels())
                .bool("withDefaultModels", key.withDefaultModels())
                .text("createdAt", key.createdAt())
                .text("expiresAt", key.expiresAt());
    }
}
