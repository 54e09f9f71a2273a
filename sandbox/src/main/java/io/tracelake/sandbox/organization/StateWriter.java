package io.tracelake.sandbox.organization;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The state as JSON. Keys go in by their ids; what they open follows from the seed, which isn't in here. */
final class StateWriter {
    static final String FORMAT = "1";

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;

    private StateWriter(JsonGenerator json) {
        this.json = json;
    }

    static byte[] bytes(State state, Seed seed) {
        var bytes = new ByteArrayOutputStream(8_192);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
            new StateWriter(json).write(state, seed);
        }
        return bytes.toByteArray();
    }

    private void write(State state, Seed seed) {
        json.writeStartObject();
        text("format", FORMAT);
        text("organization", seed.organizationId());
        text("firstProjects", seed.projects().size());
        array("accounts", state.accounts().all(), this::account);
        array("projects", state.projects().all(), this::project);
        json.writeEndObject();
    }

    private void account(Account account) {
        text("id", account.id());
        text("email", account.email());
        text("firstName", account.firstName());
        text("lastName", account.lastName());
        text("organizationRole", account.organizationRole());
        text("createdAt", account.createdAt());
    }

    private void project(Project project) {
        ProjectFacts facts = project.facts();
        text("id", facts.id());
        text("name", facts.name());
        text("createdAt", facts.createdAt());
        text("updatedAt", facts.updatedAt());
        array("members", project.members().all(), this::member);
        array("apiKeys", project.apiKeys().all(), this::apiKey);
        array("llmApiKeys", project.llmApiKeys().all(), this::llmApiKey);
        array("invitations", project.invitations().all(), this::invitation);
        array("sentinelPasses", project.sentinelPasses().all(), this::sentinelPass);
    }

    private void member(Membership member) {
        text("userId", member.userId());
        text("role", member.role());
        json.writeBooleanProperty("projectOnly", member.projectOnly());
        json.writeBooleanProperty("denied", member.denied());
        text("createdAt", member.createdAt());
    }

    private void apiKey(ApiKey key) {
        text("id", key.id());
        text("note", key.note());
        json.writeBooleanProperty("serviceMade", key.serviceMade());
        text("createdAt", key.createdAt());
        text("expiresAt", key.expiresAt());
    }

    private void llmApiKey(LlmApiKey key) {
        text("id", key.id());
        text("provider", key.provider());
        text("displaySecretKey", key.displaySecretKey());
        texts("customModels", key.customModels());
        json.writeBooleanProperty("withDefaultModels", key.withDefaultModels());
        text("createdAt", key.createdAt());
    }

    private void invitation(Invitation invitation) {
        text("id", invitation.id());
        text("email", invitation.email());
        text("role", invitation.role());
        text("organizationRole", invitation.organizationRole());
        json.writeBooleanProperty("projectOnly", invitation.projectOnly());
        text("status", invitation.status());
        text("createdAt", invitation.createdAt());
    }

    private void sentinelPass(SentinelPass pass) {
        text("id", pass.id());
        text("name", pass.name());
        text("credentialType", pass.credentialType());
        texts("tags", pass.tags());
        json.writeBooleanProperty("active", pass.active());
        text("createdAt", pass.createdAt());
    }

    private <T> void array(String name, List<T> elements, Consumer<T> members) {
        json.writeArrayPropertyStart(name);
        for (T element : elements) {
            json.writeStartObject();
            members.accept(element);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void texts(String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    /** Nothing at all for null. */
    private void text(String name, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case Instant time -> json.writeStringProperty(name, time.toString());
            default -> json.writeStringProperty(name, value.toString());
        }
    }
}
