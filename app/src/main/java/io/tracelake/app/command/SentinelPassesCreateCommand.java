package io.tracelake.app.command;

import io.tracelake.app.service.NamedProject;
import io.tracelake.app.service.OpenedOrganization;
import io.tracelake.app.service.SentinelPassText;
import io.tracelake.client.organizations.SentinelPassDraft;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A new pass. */
@Command(name = "create", description = "Creates a sentinel pass of a project.")
final class SentinelPassesCreateCommand extends ProjectCommand {
    @Option(names = "--name", required = true, paramLabel = "<name>", description = "Name of the pass")
    private String name = "";

    @Option(
            names = "--credential-type",
            required = true,
            paramLabel = "<type>",
            description = "What it holds, such as api_key")
    private String credentialType = "";

    @Option(names = "--tags", split = ",", paramLabel = "<tag>", description = "Tags, with commas between them")
    private List<String> tags = new ArrayList<>();

    SentinelPassesCreateCommand(CommonOptions common) {
        super(common);
    }

    @Override
    void run(OpenedOrganization organization, NamedProject named) {
        var draft = new SentinelPassDraft(name, credentialType, tags);
        var pass = organization.service().createSentinelPass(named.id(), draft);
        print(
                document -> document.text("projectId", named.id())
                        .object("sentinelPass", object -> SentinelPassText.members(object, pass)),
                SentinelPassText.table(List.of(pass)));
    }
}
