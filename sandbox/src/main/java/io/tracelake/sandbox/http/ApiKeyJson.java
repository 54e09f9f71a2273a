package io.tracelake.sandbox.http;

import io.tracelake.sandbox.organization.ApiKey;
import io.tracelake.sandbox.organization.Organization;
import io.tracelake.sandbox.organization.SecretDisplay;
import tools.jackson.core.JsonGenerator;

/** API keys as JSON:API resources. The secret is nowhere but in the answer to the key's creation. */
final class ApiKeyJson {
    private final Organization organization;

    ApiKeyJson(Organization organization) {
        this.organization = organization;
    }

    byte[] created(ApiKey key) {
        return Json.object(json -> {
            json.writeName("data");
            write(json, key);
            json.writeObjectPropertyStart("meta");
            json.writeStringProperty("secretKey", key.pair().secretKey());
            json.writeEndObject();
        });
    }

    void write(JsonGenerator json, ApiKey key) {
        JsonApi.resource(json, key.id(), "apiKey", () -> attributes(json, key));
    }

    void included(JsonGenerator json, ApiKey key) {
        JsonApi.resource(json, key.id(), "apiKey", () -> {
            attributes(json, key);
            if (organization.config().secrets() != SecretDisplay.HIDDEN) {
                json.writeStringProperty("encryptedSecretKey", organization.encrypted(key));
            }
        });
    }

    private void attributes(JsonGenerator json, ApiKey key) {
        json.writeStringProperty("note", key.note());
        json.writeStringProperty("publicKey", key.pair().publicKey());
        json.writeStringProperty("displaySecretKey", key.pair().displaySecretKey());
        Json.time(json, "createdAt", key.createdAt());
        Json.time(json, "expiresAt", key.expiresAt());
        Json.time(json, "lastUsedAt", organization.lastUsed(key.id()));
    }
}
