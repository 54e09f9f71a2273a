package io.tracelake.ingester.source;

import io.tracelake.client.organizations.ApiKey;
import io.tracelake.client.organizations.Member;
import io.tracelake.client.organizations.OrganizationProjectDetails;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.client.organizations.Related;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How one project's details are asked for.
 *
 * @param project the project with what belongs to it
 * @param members its members alone
 * @param apiKeys its API keys alone
 */
public record DetailsSource(
        Function<Set<Related>, OrganizationProjectDetails> project,
        Supplier<List<Member>> members,
        Supplier<List<ApiKey>> apiKeys) {

    public static DetailsSource of(OrganizationsClient organizations, String projectId) {
        return new DetailsSource(
                related -> organizations.project(projectId, related, false),
                () -> organizations.members(projectId),
                () -> organizations.apiKeys(projectId));
    }
}
