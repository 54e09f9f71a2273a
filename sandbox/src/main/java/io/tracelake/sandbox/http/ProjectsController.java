package io.tracelake.sandbox.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.tracelake.sandbox.json.JsonObject;
import io.tracelake.sandbox.organization.Account;
import io.tracelake.sandbox.organization.Organization;
import io.tracelake.sandbox.organization.Project;
import io.tracelake.sandbox.organization.ProjectQuery;
import io.tracelake.sandbox.organization.ProjectSort;
import io.tracelake.sandbox.organization.Role;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@Controller("/v1/api/organizations/{organizationId}/projects")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(env = "sandbox")
final class ProjectsController {
    private final Organization organization;
    private final OrganizationsAccess access;
    private final ProjectJson form;

    ProjectsController(Organization organization, OrganizationsAccess access) {
        this.organization = organization;
        this.access = access;
        this.form = new ProjectJson(organization);
    }

    @Get
    byte[] list(HttpRequest<?> request, @PathVariable String organizationId) {
        Account asker = access.asker(request, organizationId);
        ListParameters parameters = new ListParameters(request.getParameters());
        boolean fresh = Boolean.TRUE.equals(parameters.flag("forceRefresh"));
        var projects = organization.list(asker, query(parameters), fresh);
        return JsonApi.list(projects, (json, project) -> form.resource(json, project, asker));
    }

    @Post
    HttpResponse<byte[]> create(HttpRequest<byte[]> request, @PathVariable String organizationId) {
        Account asker = access.asker(request, organizationId);
        organization.requireCreator(asker);
        String name = RequestBody.attributes(request, "project").text("name");
        Project created = organization.create(asker, name);
        return JsonApi.created(JsonApi.one(json -> form.resource(json, created, asker)));
    }

    @Get("/{projectId}")
    byte[] get(HttpRequest<?> request, @PathVariable String organizationId, @PathVariable String projectId) {
        Account asker = access.asker(request, organizationId);
        organization.project(asker, projectId, Role.VIEWER);
        ListParameters parameters = new ListParameters(request.getParameters());
        boolean secret = Boolean.TRUE.equals(parameters.flag("secret"));
        Set<Related> related = parameters.texts("include").stream()
                .map(ProjectsController::related)
                .collect(Collectors.toUnmodifiableSet());
        boolean closer = secret || related.stream().anyMatch(Related::needsAdmin);
        Project project = organization.project(asker, projectId, closer ? Role.ADMIN : Role.VIEWER);
        return form.document(project, asker, secret, related);
    }

    @Patch("/{projectId}")
    byte[] rename(HttpRequest<byte[]> request, @PathVariable String organizationId, @PathVariable String projectId) {
        Account asker = access.asker(request, organizationId);
        organization.project(asker, projectId, Role.ADMIN);
        String name = RequestBody.typed(request, "project").text("name");
        JsonObject data = RequestBody.object(request).object("data");
        if (!data.text("id").equals(projectId)) {
            throw data.mismatch("id", "must be the project's");
        }
        Project renamed = organization.rename(asker, projectId, name);
        return JsonApi.one(json -> form.resource(json, renamed, asker));
    }

    @Delete("/{projectId}")
    HttpResponse<?> delete(
            HttpRequest<?> request, @PathVariable String organizationId, @PathVariable String projectId) {
        organization.delete(access.asker(request, organizationId), projectId);
        return HttpResponse.noContent();
    }

    private static ProjectQuery query(ListParameters parameters) {
        String search = parameters.text("search");
        return new ProjectQuery(
                parameters.texts("user_role").stream()
                        .map(ProjectsController::role)
                        .collect(Collectors.toUnmodifiableSet()),
                parameters.flag("has_wallet"),
                parameters.flag("has_tools"),
                parameters.flag("has_notebooks"),
                parameters.count("min_members"),
                parameters.count("max_members"),
                search == null ? "" : search,
                parameters.time("created_after"),
                parameters.time("created_before"),
                sort(parameters.text("sort")));
    }

    private static Role role(String text) {
        return Role.of(text)
                .orElseThrow(() -> Refusal.parameter("user_role", "must name OWNER, ADMIN, MEMBER or VIEWER"));
    }

    private static @Nullable ProjectSort sort(@Nullable String name) {
        return name == null
                ? null
                : ProjectSort.of(name).orElseThrow(() -> Refusal.parameter("sort", "is no known sort field"));
    }

    private static Related related(String name) {
        return Related.of(name).orElseThrow(() -> Refusal.parameter("include", "is no known resource: " + name));
    }
}
