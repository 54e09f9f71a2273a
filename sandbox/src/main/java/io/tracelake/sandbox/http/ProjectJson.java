package io.tracelake.sandbox.http;

import io.tracelake.sandbox.organization.Account;
import io.tracelake.sandbox.organization.ApiKey;
import io.tracelake.sandbox.organization.Organization;
import io.tracelake.sandbox.organization.Project;
import io.tracelake.sandbox.organization.ProjectFacts;
import io.tracelake.sandbox.organization.Role;
import io.tracelake.sandbox.organization.SecretDisplay;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** Projects and what belongs to them as JSON:API resources. */
final class ProjectJson {
    private final Organization organization;
    private final ApiKeyJson keys;

    ProjectJson(Organization organization) {
        this.organization = organization;
        this.keys = new ApiKeyJson(organization);
    }

    void resource(JsonGenerator json, Project project, Account asker) {
        ProjectFacts facts = project.facts();
        JsonApi.resource(json, project.id(), "project", () -> {
            json.writeStringProperty("name", facts.name());
            json.writeBooleanProperty("isDefault", facts.isDefault());
            Json.text(json, "role", role(project, asker));
            json.writeNumberProperty("membersCount", project.members().activeCount());
            json.writeNumberProperty("toolsCount", facts.toolsCount());
            json.writeNumberProperty("notebooksCount", facts.notebooksCount());
            json.writeBooleanProperty("hasWallet", facts.hasWallet());
            Json.time(json, "createdAt", facts.createdAt());
            Json.time(json, "updatedAt", facts.updatedAt());
        });
    }

    byte[] document(Project project, Account asker, boolean secret, Set<Related> related) {
        Optional<ApiKey> shown = secret && organization.config().secrets() == SecretDisplay.PLAIN
                ? project.apiKeys().shown(organization.now())
                : Optional.empty();
        return Json.object(json -> {
            json.writeName("data");
            resource(json, project, asker);
            shown.ifPresent(key -> secrets(json, key));
            if (!related.isEmpty()) {
                json.writeArrayPropertyStart("included");
                related.stream().sorted().forEach(kind -> included(json, project, kind));
                json.writeEndArray();
            }
        });
    }

    private void included(JsonGenerator json, Project project, Related related) {
        switch (related) {
            case USERS ->
                MemberJson.each(organization, project, (account, member) -> MemberJson.write(json, account, member));
            case API_KEYS -> project.apiKeys().all().forEach(key -> keys.included(json, key));
            case LLM_API_KEYS -> project.llmApiKeys().all().forEach(key -> LlmApiKeyJson.write(json, key));
            case SENTINEL_PASSES -> project.sentinelPasses().all().forEach(pass -> SentinelPassJson.write(json, pass));
        }
    }

    private static void secrets(JsonGenerator json, ApiKey key) {
        json.writeObjectPropertyStart("meta");
        json.writeObjectPropertyStart("secrets");
        json.writeStringProperty("publicKey", key.pair().publicKey());
        json.writeStringProperty("secretKey", key.pair().secretKey());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String role(Project project, Account asker) {
        return project.members().activeRole(asker.id()).map(Role::name).orElse("");
    }
}
