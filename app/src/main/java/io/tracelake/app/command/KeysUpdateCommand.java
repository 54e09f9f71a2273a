package io.tracelake.app.command;

import io.tracelake.app.service.ApiKeyText;
import io.tracelake.app.service.NamedProject;
import io.tracelake.app.service.OpenedOrganization;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Another label. */
@Command(name = "update", description = "Gives an API key another note; nothing else of a key can change.")
final class KeysUpdateCommand extends ProjectCommand {
    @Parameters(paramLabel = "<key id>", description = "Id of the key")
    private String keyId = "";

    @Option(names = "--note", required = true, paramLabel = "<text>", description = "The new label")
    private String note = "";

    KeysUpdateCommand(CommonOptions common) {
        super(common);
    }

    @Override
    void run(OpenedOrganization organization, NamedProject named) {
        var key = organization.service().updateApiKey(named.id(), keyId, note);
        print(
                document ->
                        document.text("projectId", named.id()).object("key", object -> ApiKeyText.members(object, key)),
                ApiKeyText.table(List.of(key)));
    }
}
