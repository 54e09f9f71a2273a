package io.tracelake.app.command;

import io.tracelake.app.service.NamedProject;
import io.tracelake.app.service.OpenedOrganization;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The end of a provider's key in a project. */
@Command(name = "delete", description = "Takes a model provider's key from a project.")
final class LlmKeysDeleteCommand extends ProjectCommand {
    @Parameters(paramLabel = "<key id>", description = "Id of the key")
    private String keyId = "";

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    LlmKeysDeleteCommand(CommonOptions common) {
        super(common);
    }

    @Override
    void run(OpenedOrganization organization, NamedProject named) {
        confirmation.require("Delete LLM key '" + keyId + "' of project " + named);
        organization.service().deleteLlmApiKey(named.id(), keyId);
        printDone(named, "LLM key", keyId, "deleted");
    }
}
