package io.tracelake.client.organizations;

/** What can be had together with a project. Keys need the role of an admin in it. */
public enum Related {
    USERS("users"),
    API_KEYS("apiKeys"),
    LLM_API_KEYS("llmApiKeys"),
    SENTINEL_PASSES("sentinelPasses");

    private final String parameter;

    Related(String parameter) {
        this.parameter = parameter;
    }

    String parameter() {
        return parameter;
    }
}
