package io.tracelake.sandbox.organization;

import java.util.List;

/** The provider keys of one project, oldest first. Never changes; a change makes another one. */
public record LlmApiKeys(List<LlmApiKey> all) {
    public LlmApiKeys {
        all = List.copyOf(all);
    }

    public LlmApiKeys add(LlmApiKey key) {
        return new LlmApiKeys(Lists.with(all, key, LlmApiKey::id));
    }

    public LlmApiKeys delete(String keyId) {
        if (Lists.find(all, keyId, LlmApiKey::id).isEmpty()) {
            throw RuleException.notFound("There is no LLM API key %s".formatted(keyId));
        }
        return new LlmApiKeys(Lists.without(all, keyId, LlmApiKey::id));
    }
}
