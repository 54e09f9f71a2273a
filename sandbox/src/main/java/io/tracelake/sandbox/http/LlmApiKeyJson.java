package io.tracelake.sandbox.http;

import io.tracelake.sandbox.organization.LlmApiKey;
import tools.jackson.core.JsonGenerator;

/** LLM API keys as JSON:API resources. */
final class LlmApiKeyJson {
    private LlmApiKeyJson() {}

    static void write(JsonGenerator json, LlmApiKey key) {
        JsonApi.resource(json, key.id(), "llmApiKey", () -> {
            json.writeStringProperty("provider", key.provider());
            json.writeStringProperty("displaySecretKey", key.displaySecretKey());
            Json.texts(json, "customModels", key.customModels());
            json.writeBooleanProperty("withDefaultModels", key.withDefaultModels());
            Json.time(json, "createdAt", key.createdAt());
            json.writeNullProperty("expiresAt");
        });
    }
}
