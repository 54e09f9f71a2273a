package io.tracelake.client.organizations;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A project's key for the provider of a model, without its secret. Only the id is certain.
 *
 * @param customModels empty if there are none, or the service doesn't say
 * @param expiresAt null: never, as far as the service says
 */
public record LlmApiKey(
        String id,
        @Nullable String provider,
        List<String> customModels,
        @Nullable Boolean withDefaultModels,
        @Nullable Instant createdAt,
        @Nullable Instant expiresAt) {
    public LlmApiKey {
        customModels = List.copyOf(customModels);
    }
}
