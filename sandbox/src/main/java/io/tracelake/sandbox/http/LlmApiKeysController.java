package io.tracelake.sandbox.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.tracelake.sandbox.json.JsonObject;
import io.tracelake.sandbox.organization.Account;
import io.tracelake.sandbox.organization.LlmApiKey;
import io.tracelake.sandbox.organization.Organization;
import io.tracelake.sandbox.organization.Role;

@Controller("/v1/api/organizations/{organizationId}/projects/{projectId}/llm_api_keys")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(env = "sandbox")
final class LlmApiKeysController {
    private final Organization organization;
    private final OrganizationsAccess access;

    LlmApiKeysController(Organization organization, OrganizationsAccess access) {
        this.organization = organization;
        this.access = access;
    }

    @Post
    HttpResponse<byte[]> create(
            HttpRequest<byte[]> request, @PathVariable String organizationId, @PathVariable String projectId) {
        Account asker = access.asker(request, organizationId);
        organization.project(asker, projectId, Role.ADMIN);
        JsonObject attributes = RequestBody.typed(request, "llm_api_keys");
        LlmApiKey key = LlmApiKey.create(
                attributes.text("provider"),
                attributes.text(attributes.spelling("apiKey", "api_key", "secretKey", "secret_key")),
                attributes.texts(attributes.spelling("customModels", "custom_models")),
                attributes.flag(attributes.spelling("withDefaultModels", "with_default_models"), true),
                organization.now());
        organization.edit(
                asker,
                projectId,
                (project, by) -> project.with(project.llmApiKeys().add(key)));
        return JsonApi.created(JsonApi.one(json -> LlmApiKeyJson.write(json, key)));
    }

    @Delete("/{keyId}")
    HttpResponse<?> delete(
            HttpRequest<?> request,
            @PathVariable String organizationId,
            @PathVariable String projectId,
            @PathVariable String keyId) {
        Account asker = access.asker(request, organizationId);
        organization.edit(
                asker,
                projectId,
                (project, by) -> project.with(project.llmApiKeys().delete(keyId)));
        return HttpResponse.noContent();
    }
}
