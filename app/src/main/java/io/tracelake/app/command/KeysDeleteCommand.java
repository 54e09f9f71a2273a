package io.tracelake.app.command;

import io.tracelake.app.service.NamedProject;
import io.tracelake.app.service.OpenedOrganization;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The end of a key. */
@Command(name = "delete", description = "Deletes an API key. Whoever uses it is locked out at once.")
final class KeysDeleteCommand extends ProjectCommand {
    @Parameters(paramLabel = "<key id>", description = "Id of the key")
    private String keyId = "";

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    KeysDeleteCommand(CommonOptions common) {
        super(common);
    }

    @Override
    void run(OpenedOrganization organization, NamedProject named) {
        confirmation.require("Delete key '" + keyId + "' of project " + named);
        organization.service().deleteApiKey(named.id(), keyId);
        printDone(named, "key", keyId, "deleted");
    }
}
