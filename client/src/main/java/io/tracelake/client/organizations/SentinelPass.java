package io.tracelake.client.organizations;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pass of a project, without what it holds. Only the id is certain.
 *
 * @param tags empty if there are none, or the service doesn't say
 */
public record SentinelPass(
        String id,
        @Nullable String name,
        @Nullable String credentialType,
        List<String> tags,
        @Nullable Boolean active,
        @Nullable Instant createdAt) {
    public SentinelPass {
        tags = List.copyOf(tags);
    }
}
