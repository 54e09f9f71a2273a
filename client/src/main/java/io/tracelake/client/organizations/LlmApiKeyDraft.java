package io.tracelake.client.organizations;

import io.tracelake.client.Secret;
import java.util.List;

/**
 * A provider's key to be kept by a project.
 *
 * @param apiKey as the provider gave it
 * @param customModels models beyond the provider's own
 * @param withDefaultModels whether the provider's own models are to be had too
 */
public record LlmApiKeyDraft(String provider, Secret apiKey, List<String> customModels, boolean withDefaultModels) {
    public LlmApiKeyDraft {
        customModels = List.copyOf(customModels);
    }

    /** With the provider's own models and no others. */
    public LlmApiKeyDraft(String provider, Secret apiKey) {
        this(provider, apiKey, List.of(), true);
    }
}
