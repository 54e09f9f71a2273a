package io.tracelake.app.command;

import io.tracelake.app.service.ApiKeyText;
import io.tracelake.app.service.NamedProject;
import io.tracelake.app.service.OpenedOrganization;
import picocli.CommandLine.Command;

/** The keys, without their secrets. */
@Command(name = "list", description = "Lists the API keys of a project, without their secrets.")
final class KeysListCommand extends ProjectCommand {
    KeysListCommand(CommonOptions common) {
        super(common);
    }

    @Override
    void run(OpenedOrganization organization, NamedProject named) {
        var keys = organization.service().apiKeys(named.id());
        print(
                document -> document.text("projectId", named.id()).objects("keys", keys, ApiKeyText::members),
                ApiKeyText.table(keys));
    }
}
