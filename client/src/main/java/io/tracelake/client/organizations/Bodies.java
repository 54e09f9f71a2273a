package io.tracelake.client.organizations;

import io.tracelake.client.Secret;
import io.tracelake.client.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What the service wants to be told, in its own words. */
final class Bodies {
    private Bodies() {}

    static Body name(String name) {
        return data(new JsonObject().put("attributes", new JsonObject().put("name", name)));
    }

    static Body rename(String projectId, String name) {
        return data(new JsonObject()
                .put("id", projectId)
                .put("type", "project")
                .put("attributes", new JsonObject().put("name", name)));
    }

    static Body apiKey(String note, @Nullable Instant expiresAt) {
        JsonObject attributes = new JsonObject()
                .put("note", note)
                .put(
                        "expires_at",
                        expiresAt,
                        at -> at.truncatedTo(ChronoUnit.MILLIS).toString());
        return data(new JsonObject().put("attributes", attributes));
    }

    static Body llmApiKey(LlmApiKeyDraft draft) {
        JsonObject attributes = new JsonObject()
                .put("provider", draft.provider())
                .put("apiKey", draft.apiKey().reveal());
        if (!draft.customModels().isEmpty()) {
            attributes.put("customModels", draft.customModels());
        }
        attributes.put("withDefaultModels", draft.withDefaultModels());
        JsonObject data = new JsonObject().put("type", "llm_api_keys").put("attributes", attributes);
        return Body.of(new JsonObject().put("data", data), draft.apiKey());
    }

    static Body member(MemberDraft draft) {
        return data(new JsonObject()
                .put("type", "users")
                .put("attributes", access(draft.email(), draft.role(), draft.organizationRole(), draft.projectOnly())));
    }

    static Body invitation(InvitationDraft draft) {
        return data(new JsonObject()
                .put("type", "membershipInvitation")
                .put("attributes", access(draft.email(), draft.role(), draft.organizationRole(), draft.projectOnly())));
    }

    private static JsonObject access(String email, Role role, @Nullable Role organizationRole, boolean projectOnly) {
        return new JsonObject()
                .put("email", email)
                .put("role", role.name())
                .put("organization_role", organizationRole, Role::name)
                .put("project_only", projectOnly);
    }

    static Body role(@Nullable Role role) {
        return data(new JsonObject().put("attributes", new JsonObject().put("role", role, Role::name)));
    }

    static Body sentinelPass(SentinelPassDraft draft) {
        return Body.of(new JsonObject()
                .put(
                        "sentinelPass",
                        new JsonObject()
                                .put("name", draft.name())
                                .put("credential_type", draft.credentialType())
                                .put("tags", draft.tags())));
    }

    static Body login(String username, Secret password) {
        return Body.of(new JsonObject().put("username", username).put("password", password.reveal()), password);
    }

    static Body refresh(Secret refreshToken) {
        return Body.of(new JsonObject().put("refresh_token", refreshToken.reveal()), refreshToken);
    }

    private static Body data(JsonObject data) {
        return Body.of(new JsonObject().put("data", data));
    }
}
