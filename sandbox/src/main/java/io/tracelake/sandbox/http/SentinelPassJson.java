package io.tracelake.sandbox.http;

import io.tracelake.sandbox.organization.SentinelPass;
import tools.jackson.core.JsonGenerator;

/** Sentinel passes as JSON:API resources. */
final class SentinelPassJson {
    private SentinelPassJson() {}

    static void write(JsonGenerator json, SentinelPass pass) {
        JsonApi.resource(json, pass.id(), "sentinelPass", () -> {
            json.writeStringProperty("name", pass.name());
            json.writeStringProperty("credentialType", pass.credentialType());
            Json.texts(json, "tags", pass.tags());
            json.writeBooleanProperty("active", pass.active());
            Json.time(json, "createdAt", pass.createdAt());
        });
    }
}
