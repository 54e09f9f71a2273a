package io.tracelake.app.command;

import io.tracelake.app.service.NamedProject;
import io.tracelake.app.service.OpenedOrganization;
import io.tracelake.app.service.SentinelPassText;
import io.tracelake.client.organizations.SentinelPassQuery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The passes, or some of them. */
@Command(
        name = "list",
        description = {
            "Lists the sentinel passes of a project, without what they hold.",
            "Options are named as the service's parameters."
        })
final class SentinelPassesListCommand extends ProjectCommand {
    @Option(names = "--active", negatable = true, description = "Only active ones; --no-active: only others")
    private @Nullable Boolean active;

    @Option(names = "--credential-type", paramLabel = "<type>", description = "Only of this type")
    private @Nullable String credentialType;

    @Option(names = "--search", paramLabel = "<text>", description = "Only with this in the name")
    private @Nullable String search;

    @Option(names = "--tags", split = ",", paramLabel = "<tag>", description = "Only with these tags")
    private List<String> tags = new ArrayList<>();

    SentinelPassesListCommand(CommonOptions common) {
        super(common);
    }

    @Override
    void run(OpenedOrganization organization, NamedProject named) {
        var passes = organization.service().sentinelPasses(named.id(), query());
        print(
                document -> document.text("projectId", named.id())
                        .objects("sentinelPasses", passes, SentinelPassText::members),
                SentinelPassText.table(passes));
    }

    private SentinelPassQuery query() {
        try {
            return new SentinelPassQuery(active, credentialType, search, tags);
        } catch (IllegalArgumentException e) {
            throw usage("--tags: " + e.getMessage());
        }
    }
}
