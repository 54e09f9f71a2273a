package io.tracelake.sandbox.http;

import java.util.Arrays;
import java.util.Optional;

/** What the details of a project can include, in the order in which it comes. */
enum Related {
    USERS("users", false),
    API_KEYS("apiKeys", true),
    LLM_API_KEYS("llmApiKeys", true),
    SENTINEL_PASSES("sentinelPasses", true);

    private final String wireName;
    private final boolean needsAdmin;

    Related(String wireName, boolean needsAdmin) {
        this.wireName = wireName;
        this.needsAdmin = needsAdmin;
    }

    boolean needsAdmin() {
        return needsAdmin;
    }

    static Optional<Related> of(String name) {
        return Arrays.stream(values())
                .filter(related -> related.wireName.equals(name))
                .findFirst();
    }
}
