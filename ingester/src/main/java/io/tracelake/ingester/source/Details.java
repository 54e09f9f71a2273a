package io.tracelake.ingester.source;

import io.tracelake.client.organizations.ApiKey;
import io.tracelake.client.organizations.LlmApiKey;
import io.tracelake.client.organizations.Member;
import io.tracelake.client.organizations.Related;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one reading of a project's details has brought. A list is whole, or null if the service didn't show it.
 *
 * @param askedAt before the first request
 * @param problems why a list is null
 */
public record Details(
        Instant askedAt,
        @Nullable List<Member> members,
        @Nullable List<ApiKey> apiKeys,
        @Nullable List<LlmApiKey> llmApiKeys,
        Map<Related, String> problems) {
    public Details {
        problems = Map.copyOf(problems);
    }
}
