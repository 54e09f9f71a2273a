package io.tracelake.app.service;

import static io.tracelake.app.service.Absent.orDash;

import io.tracelake.app.output.Column;
import io.tracelake.app.output.Json;
import io.tracelake.app.output.TextTable;
import io.tracelake.client.organizations.SentinelPass;
import java.util.List;

/** Sentinel passes of a project, for people and for programs. */
public final class SentinelPassText {
    private SentinelPassText() {}

    /** A row for each. */
    public static TextTable table(List<SentinelPass> passes) {
        var table = new TextTable(
                Column.key("pass"),
                Column.text("name"),
                Column.text("credential type"),
                Column.text("tags"),
                Column.key("active"),
                Column.key("created (UTC)"));
        passes.forEach(pass -> table.row(
                pass.id(),
                orDash(pass.name()),
                orDash(pass.credentialType()),
                orDash(String.join(",", pass.tags())),
                orDash(pass.active()),
                orDash(pass.createdAt())));
        return table;
    }

    /** Members named as the service's. */
    public static void members(Json json, SentinelPass pass) {
        json.text("id", pass.id())
                .text("name", pass.name())
                .text("credentialType", pass.credentialType())
                .texts("tags", pass.tags())
                .bool("active", pass.active())
                .text("createdAt", pass.createdAt());
    }
}
