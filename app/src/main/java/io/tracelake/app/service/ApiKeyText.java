package io.tracelake.app.service;

import static io.tracelake.app.service.Absent.orDash;

import io.tracelake.app.output.Cells;
import io.tracelake.app.output.Column;
import io.tracelake.app.output.Json;
import io.tracelake.app.output.TextTable;
import io.tracelake.client.organizations.ApiKey;
import io.tracelake.client.organizations.NewApiKey;
import java.util.List;

/** Keys of a project, for people and for programs. The secret of one that has just been made, and no other. */
public final class ApiKeyText {
    private ApiKeyText() {}

    /** A row for each. */
    public static TextTable table(List<ApiKey> keys) {
        var table = new TextTable(
                Column.key("key"),
                Column.text("note"),
                Column.key("public key"),
                Column.key("created (UTC)"),
                Column.key("expires (UTC)"));
        keys.forEach(key -> table.row(
                key.id(),
                orDash(key.note()),
                orDash(key.publicKey()),
                orDash(key.createdAt()),
                key.expiresAt() == null ? "never" : orDash(key.expiresAt())));
        return table;
    }

    /** Without any part of the secret. */
    public static void members(Json json, ApiKey key) {
        json.text("id", key.id())
                .text("note", key.note())
                .text("publicKey", key.publicKey())
                .text("createdAt", key.createdAt())
                .text("expiresAt", key.expiresAt());
    }

    /** With the secret: for the one place that shows it. */
    public static List<String> lines(NamedProject project, NewApiKey made) {
        return List.of(
                "project    " + Cells.printable(project.toString()),
                "key        " + Cells.printable(made.key().id()),
                "note       " + Cells.printable(orDash(made.key().note())),
                "expires    "
                        + (made.key().expiresAt() == null
                                ? "never"
                                : orDash(made.key().expiresAt()) + " UTC"),
                "publicKey  " + Cells.printable(made.pair().publicKey()),
                "secretKey  " + made.pair().secretKey().reveal());
    }

    /** With the secret: for the one place that shows it. */
    public static void members(Json json, NamedProject project, NewApiKey made) {
        json.text("projectId", project.id())
                .text("id", made.key().id())
                .text("note", made.key().note())
                .text("publicKey", made.pair().publicKey())
                .text("secretKey", made.pair().secretKey().reveal())
                .text("createdAt", made.key().createdAt())
                .text("expiresAt", made.key().expiresAt());
    }
}
