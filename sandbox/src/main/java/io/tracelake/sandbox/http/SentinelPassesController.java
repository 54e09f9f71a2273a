package io.tracelake.sandbox.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.tracelake.sandbox.json.JsonObject;
import io.tracelake.sandbox.organization.Account;
import io.tracelake.sandbox.organization.Organization;
import io.tracelake.sandbox.organization.Project;
import io.tracelake.sandbox.organization.Role;
import io.tracelake.sandbox.organization.SentinelPass;
import java.util.List;

/** Sentinel passes. The root of a request's body is {@code sentinelPass}, not {@code data}. */
@Controller("/v1/api/organizations/{organizationId}/projects/{projectId}/sentinel_passes")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(env = "sandbox")
final class SentinelPassesController {
    private final Organization organization;
    private final OrganizationsAccess access;

    SentinelPassesController(Organization organization, OrganizationsAccess access) {
        this.organization = organization;
        this.access = access;
    }

    @Get
    byte[] list(HttpRequest<?> request, @PathVariable String organizationId, @PathVariable String projectId) {
        Project project = organization.project(access.asker(request, organizationId), projectId, Role.ADMIN);
        ListParameters parameters = new ListParameters(request.getParameters());
        Boolean active = parameters.flag("active");
        String type = parameters.text("credential_type");
        String search = parameters.text("search");
        List<String> tags = parameters.texts("tags");
        List<SentinelPass> found = project.sentinelPasses().all().stream()
                .filter(pass -> active == null || pass.active() == active)
                .filter(pass -> type == null || pass.credentialType().equals(type))
                .filter(pass -> search == null || pass.isNamedLike(search))
                .filter(pass -> pass.tags().containsAll(tags))
                .toList();
        return JsonApi.list(found, SentinelPassJson::write);
    }

    @Post
    HttpResponse<byte[]> create(
            HttpRequest<byte[]> request, @PathVariable String organizationId, @PathVariable String projectId) {
        Account asker = access.asker(request, organizationId);
        organization.project(asker, projectId, Role.ADMIN);
        JsonObject attributes = RequestBody.object(request).object("sentinelPass");
        SentinelPass pass = SentinelPass.create(
                attributes.text("name"),
                attributes.text(attributes.spelling("credential_type", "credentialType")),
                attributes.texts("tags"),
                organization.now());
        organization.edit(
                asker,
                projectId,
                (project, by) -> project.with(project.sentinelPasses().add(pass)));
        return JsonApi.created(JsonApi.one(json -> SentinelPassJson.write(json, pass)));
    }
}
