package io.tracelake.client.organizations;

import io.tracelake.client.KeyPair;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A project, what opens its data, and what belongs to it: each list in the order sent, empty if it wasn't asked for.
 *
 * @param keys the pair in plain text; null if the service offers none
 * @param encryptedOnly true if the service offers secrets, but only encrypted: nobody outside it can use them
 * @param complete true if the answer holds a list of related resources, each with an id; otherwise what the lists lack
 *     says nothing
 */
public record OrganizationProjectDetails(
        OrganizationProject project,
        @Nullable KeyPair keys,
        boolean encryptedOnly,
        List<ApiKey> apiKeys,
        List<LlmApiKey> llmApiKeys,
        List<Member> members,
        List<SentinelPass> sentinelPasses,
        boolean complete) {
    public OrganizationProjectDetails {
        apiKeys = List.copyOf(apiKeys);
        llmApiKeys = List.copyOf(llmApiKeys);
        members = List.copyOf(members);
        sentinelPasses = List.copyOf(sentinelPasses);
    }
}
