package io.tracelake.sandbox.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.tracelake.sandbox.Faults;
import io.tracelake.sandbox.json.JsonObject;
import io.tracelake.sandbox.organization.Account;
import io.tracelake.sandbox.organization.ApiKey;
import io.tracelake.sandbox.organization.Organization;
import io.tracelake.sandbox.organization.Project;
import io.tracelake.sandbox.organization.Role;
import java.util.OptionalInt;

@Controller("/v1/api/organizations/{organizationId}/projects/{projectId}/api_keys")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(env = "sandbox")
final class ApiKeysController {
    private static final String[] TYPES = {"apiKey", "api_key", "apiKeys", "api_keys"};

    private final Organization organization;
    private final OrganizationsAccess access;
    private final Faults faults;
    private final ApiKeyJson form;

    ApiKeysController(Organization organization, OrganizationsAccess access, Faults faults) {
        this.organization = organization;
        this.access = access;
        this.faults = faults;
        this.form = new ApiKeyJson(organization);
    }

    @Get
    byte[] list(HttpRequest<?> request, @PathVariable String organizationId, @PathVariable String projectId) {
        Project project = organization.project(access.asker(request, organizationId), projectId, Role.ADMIN);
        return JsonApi.list(project.apiKeys().all(), form::write);
    }

    @Post
    HttpResponse<byte[]> create(
            HttpRequest<byte[]> request, @PathVariable String organizationId, @PathVariable String projectId) {
        Account asker = access.asker(request, organizationId);
        organization.project(asker, projectId, Role.ADMIN);
        refuseOnDemand();
        JsonObject attributes = RequestBody.attributes(request, TYPES);
        ApiKey key = organization.newKey(
                attributes.text("note"), attributes.timeOrNull(attributes.spelling("expires_at", "expiresAt")));
        organization.edit(
                asker,
                projectId,
                (project, by) -> project.with(project.apiKeys().add(key)));
        MutableHttpResponse<byte[]> answer = HttpResponse.created(form.created(key));
        return faults.takeKeyCut() ? answer.header(WireFaults.MARK, WireFault.CLOSE.name()) : answer;
    }

    @Patch("/{keyId}")
    byte[] rename(
            HttpRequest<byte[]> request,
            @PathVariable String organizationId,
            @PathVariable String projectId,
            @PathVariable String keyId) {
        Account asker = access.asker(request, organizationId);
        organization.project(asker, projectId, Role.ADMIN).apiKeys().get(keyId);
        String note = RequestBody.attributes(request, TYPES).text("note");
        Project project = organization.edit(
                asker, projectId, (before, by) -> before.with(before.apiKeys().rename(keyId, note)));
        return JsonApi.one(json -> form.write(json, project.apiKeys().get(keyId)));
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
                (project, by) -> project.with(project.apiKeys().delete(keyId)));
        return HttpResponse.noContent();
    }

    private void refuseOnDemand() {
        OptionalInt refusal = faults.takeKeyRefusal();
        if (refusal.isPresent()) {
            throw Refusal.jsonApi(HttpStatus.valueOf(refusal.getAsInt()), "Fault", "Fault on demand");
        }
    }
}
