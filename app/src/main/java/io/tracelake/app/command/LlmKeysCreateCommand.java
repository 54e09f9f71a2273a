package io.tracelake.app.command;

import io.tracelake.app.service.LlmApiKeyText;
import io.tracelake.app.service.NamedProject;
import io.tracelake.app.service.OpenedOrganization;
import io.tracelake.client.organizations.LlmApiKeyDraft;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A provider's key for a project. */
@Command(
        name = "create",
        description =
                "Gives a project a model provider's key. The key itself is no option, so that it isn't seen in the"
                        + " list of processes.")
final class LlmKeysCreateCommand extends ProjectCommand {
    @Option(
            names = "--provider",
            required = true,
            paramLabel = "<name>",
            description = "Whose key it is, such as openai or anthropic")
    private String provider = "";

    @Option(
            names = "--custom-model",
            paramLabel = "<model>",
            description = "A model beyond the provider's own; may be repeated")
    private List<String> customModels = new ArrayList<>();

    @Option(
            names = "--with-default-models",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "The provider's own models too (default); --no-with-default-models: without them")
    private boolean withDefaultModels;

    @Mixin
    private final ProviderKey key = new ProviderKey();

    LlmKeysCreateCommand(CommonOptions common) {
        super(common);
    }

    @Override
    void run(OpenedOrganization organization, NamedProject named) {
        var draft = new LlmApiKeyDraft(provider, key.read(), customModels, withDefaultModels);
        var made = organization.service().createLlmApiKey(named.id(), draft);
        print(
                document -> document.text("projectId", named.id())
                        .object("key", object -> LlmApiKeyText.members(object, made)),
                LlmApiKeyText.table(List.of(made)));
    }
}
