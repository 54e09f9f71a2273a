package io.tracelake.sandbox.http;

import io.tracelake.sandbox.Organization;
import io.tracelake.sandbox.SandboxProject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import tools.jackson.core.JsonGenerator;

/** Projects and their keys as JSON:API resources. */
final class ProjectJson {
    private final Organization organization;

    ProjectJson(Organization organization) {
        this.organization = organization;
    }

    void resource(JsonGenerator json, SandboxProject project) {
        long created = organization.createdAt().toEpochMilli();
        json.writeStartObject();
        json.writeStringProperty("id", project.id());
        json.writeStringProperty("type", "project");
        json.writeObjectPropertyStart("attributes");
        json.writeStringProperty("name", project.name());
        json.writeBooleanProperty(
                "isDefault", project.equals(organization.projects().getFirst()));
        json.writeStringProperty("role", "OWNER");
        json.writeNumberProperty("membersCount", 3);
        Json.time(json, "createdAt", created);
        Json.time(json, "updatedAt", created);
        json.writeEndObject();
        json.writeEndObject();
    }

    byte[] document(SandboxProject project, boolean secret, boolean keys) {
        return Json.object(json -> {
            json.writeName("data");
            resource(json, project);
            if (secret) {
                json.writeObjectPropertyStart("meta");
                json.writeObjectPropertyStart("secrets");
                json.writeStringProperty("publicKey", project.publicKey());
                json.writeStringProperty("secretKey", project.secretKey());
                json.writeEndObject();
                json.writeEndObject();
            }
            if (keys) {
                json.writeArrayPropertyStart("included");
                key(json, project);
                json.writeEndArray();
            }
        });
    }

    private void key(JsonGenerator json, SandboxProject project) {
        json.writeStartObject();
        json.writeStringProperty("id", "key-" + name(project.publicKey()));
        json.writeStringProperty("type", "apiKey");
        json.writeObjectPropertyStart("attributes");
        json.writeStringProperty("note", "sandbox");
        json.writeStringProperty("publicKey", project.publicKey());
        json.writeStringProperty("encryptedSecretKey", opaque(project));
        Json.time(json, "createdAt", organization.createdAt().toEpochMilli());
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Stands for ciphertext: it can't be turned into the secret and no client can use it. */
    private static String opaque(SandboxProject project) {
        byte[] noise = (name(project.secretKey()) + name(project.publicKey())).getBytes(StandardCharsets.US_ASCII);
        return Base64.getEncoder().encodeToString(noise);
    }

    private static String name(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
