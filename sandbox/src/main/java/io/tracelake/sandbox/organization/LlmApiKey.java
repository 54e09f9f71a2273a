package io.tracelake.sandbox.organization;

import java.time.Instant;
import java.util.List;

/** A provider's key that a project uses; what is kept of the key itself is its masked form. */
public record LlmApiKey(
        String id,
        String provider,
        String displaySecretKey,
        List<String> customModels,
        boolean withDefaultModels,
        Instant createdAt) {
    private static final int MAX_MODELS = 100;

    public LlmApiKey {
        customModels = List.copyOf(customModels);
    }

    /**
     * A new one.
     *
     * @param secret the provider's key, forgotten at once
     */
    public static LlmApiKey create(
            String provider, String secret, List<String> customModels, boolean withDefaultModels, Instant now) {
        String key = Texts.line("apiKey", secret, 10_000);
        if (customModels.size() > MAX_MODELS) {
            throw RuleException.invalidField("customModels", "must not be more than " + MAX_MODELS);
        }
        return new LlmApiKey(
                Ids.next(),
                Texts.line("provider", provider, Texts.MAX_NAME),
                KeyPair.mask("", key),
                customModels.stream()
                        .map(model -> Texts.line("customModels", model, Texts.MAX_NOTE))
                        .toList(),
                withDefaultModels,
                now);
    }
}
