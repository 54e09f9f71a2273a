package io.tracelake.app.command;

import io.tracelake.app.output.TerminalSize;
import io.tracelake.app.service.NamedProject;
import io.tracelake.app.service.OpenedOrganization;
import io.tracelake.app.service.ProjectDetailsText;
import io.tracelake.client.organizations.Related;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One project with what belongs to it. */
@Command(
        name = "get",
        description = {
            "Shows a project, and what belongs to it.",
            "Keys and --secret need the role of an admin in it. No secret is ever shown."
        })
final class ProjectsGetCommand extends ProjectCommand {
    @Option(
            names = "--include",
            split = ",",
            paramLabel = "<what>",
            converter = Choice.Include.class,
            description = "Show this too: users, apiKeys, llmApiKeys, sentinelPasses; several with commas between them")
    private List<Related> include = new ArrayList<>();

    @Option(
            names = "--secret",
            description = "Ask the service for the project's key pair, and show whether it can be read")
    private boolean secret;

    ProjectsGetCommand(CommonOptions common) {
        super(common);
    }

    @Override
    void run(OpenedOrganization organization, NamedProject named) {
        var related = Set.copyOf(include);
        var text = new ProjectDetailsText(organization.service().project(named.id(), related, secret), related, secret);
        printLines(text::members, () -> text.lines(TerminalSize.now().columns()));
    }
}
