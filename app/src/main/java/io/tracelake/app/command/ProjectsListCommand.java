package io.tracelake.app.command;

import io.tracelake.app.service.OpenedOrganization;
import io.tracelake.app.service.OrganizationProjectText;
import io.tracelake.client.organizations.ProjectQuery;
import io.tracelake.client.organizations.ProjectSort;
import io.tracelake.client.organizations.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The projects, or some of them. */
@Command(
        name = "list",
        description = {
            "Lists the organization's projects that its user may see.",
            "Options are named as the service's parameters. The service may answer from a cache that is up to five"
                    + " minutes old; --force-refresh bypasses it."
        })
final class ProjectsListCommand extends OrganizationCommand {
    @Option(
            names = "--user-role",
            split = ",",
            paramLabel = "<role>",
            description = "Only where the user has one of these roles: ${COMPLETION-CANDIDATES}")
    private List<Role> userRoles = new ArrayList<>();

    @Option(names = "--has-wallet", negatable = true, description = "Only with a wallet; --no-has-wallet: without")
    private @Nullable Boolean hasWallet;

    @Option(names = "--has-tools", negatable = true, description = "Only with tools; --no-has-tools: without")
    private @Nullable Boolean hasTools;

    @Option(
            names = "--has-notebooks",
            negatable = true,
            description = "Only with notebooks; --no-has-notebooks: without")
    private @Nullable Boolean hasNotebooks;

    @Option(names = "--min-members", paramLabel = "<n>", description = "Only with at least so many members")
    private @Nullable Integer minMembers;

    @Option(names = "--max-members", paramLabel = "<n>", description = "Only with at most so many members")
    private @Nullable Integer maxMembers;

    @Option(names = "--search", paramLabel = "<text>", description = "Only with this in the name, in either case")
    private @Nullable String search;

    @Option(
            names = "--sort",
            paramLabel = "<field>",
            converter = Choice.Sort.class,
            description = "name, created_at, updated_at, alphabetical, members_count, tools_count, notebooks_count or"
                    + " recent_activity")
    private @Nullable ProjectSort sort;

    @Option(
            names = "--created-after",
            paramLabel = "<time>",
            converter = PageOptions.Time.class,
            description = "Only if created after this: ISO 8601, or a date for its midnight in UTC")
    private @Nullable Instant createdAfter;

    @Option(
            names = "--created-before",
            paramLabel = "<time>",
            converter = PageOptions.Time.class,
            description = "Only if created before this")
    private @Nullable Instant createdBefore;

    @Option(names = "--force-refresh", description = "The projects as they are now")
    private boolean forceRefresh;

    ProjectsListCommand(CommonOptions common) {
        super(common);
    }

    @Override
    void run(OpenedOrganization organization) {
        var projects = organization.service().projects(query());
        print(
                document -> document.text("organizationId", organization.id())
                        .objects("projects", projects, OrganizationProjectText::members),
                OrganizationProjectText.table(projects));
    }

    private ProjectQuery query() {
        return ProjectQuery.ALL
                .withUserRoles(Set.copyOf(userRoles))
                .withWallet(hasWallet)
                .withTools(hasTools)
                .withNotebooks(hasNotebooks)
                .withMembers(minMembers, maxMembers)
                .withSearch(search)
                .withSort(sort)
                .withCreated(createdAfter, createdBefore)
                .withForceRefresh(forceRefresh);
    }
}
