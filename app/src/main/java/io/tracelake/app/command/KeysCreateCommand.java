package io.tracelake.app.command;

import io.tracelake.app.service.ApiKeyText;
import io.tracelake.app.service.NamedProject;
import io.tracelake.app.service.OpenedOrganization;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A new key, its secret shown this once. */
@Command(
        name = "create",
        description = "Creates an API key of a project and prints it with its secret, which nobody can read again.")
final class KeysCreateCommand extends ProjectCommand {
    @Option(names = "--note", required = true, paramLabel = "<text>", description = "Label of the key")
    private String note = "";

    @Option(
            names = "--expires-at",
            paramLabel = "<time>",
            converter = PageOptions.Time.class,
            description = "When the key expires: ISO 8601, or a date for its midnight in UTC (default: never)")
    private @Nullable Instant expiresAt;

    KeysCreateCommand(CommonOptions common) {
        super(common);
    }

    @Override
    void run(OpenedOrganization organization, NamedProject named) {
        var made = organization.service().createApiKey(named.id(), note, expiresAt);
        printLines(document -> ApiKeyText.members(document, named, made), () -> ApiKeyText.lines(named, made));
    }
}
