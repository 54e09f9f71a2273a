package io.tracelake.sandbox.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.tracelake.sandbox.Faults;
import io.tracelake.sandbox.Organization;
import io.tracelake.sandbox.SandboxProject;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The organisations service's list and single view of projects. Both headers are needed: {@code Api-Key} and a bearer
 * token. {@code forceRefresh} is accepted; there is no cache to pass by.
 */
@Controller("/v1/api/organizations/{organizationId}/projects")
@Requires(env = "sandbox")
final class OrganizationsController {
    private static final Comparator<SandboxProject> BY_NAME =
            Comparator.comparing(project -> project.name().toLowerCase(Locale.ROOT));

    private final Organization organization;
    private final Faults faults;

    OrganizationsController(Organization organization, Faults faults) {
        this.organization = organization;
        this.faults = faults;
    }

    @Get
    byte[] list(HttpRequest<?> request, @PathVariable String organizationId) {
        checkAccess(request, organizationId);
        Parameters parameters = new Parameters(request.getParameters());
        List<SandboxProject> projects = projects(parameters.text("search"), parameters.text("sort"));
        ProjectJson form = new ProjectJson(organization);
        return Json.object(json -> {
            json.writeArrayPropertyStart("data");
            projects.forEach(project -> form.resource(json, project));
            json.writeEndArray();
        });
    }

    @Get("/{projectId}")
    byte[] project(HttpRequest<?> request, @PathVariable String organizationId, @PathVariable String projectId) {
        checkAccess(request, organizationId);
        SandboxProject project = organization
                .byId(projectId)
                .orElseThrow(() -> Refusal.jsonApi(
                        HttpStatus.NOT_FOUND, "Not Found", "There is no project %s".formatted(projectId)));
        Parameters parameters = new Parameters(request.getParameters());
        boolean secret = "true".equals(parameters.text("secret"));
        boolean keys = parameters.list("include").contains("apiKeys");
        return new ProjectJson(organization).document(project, secret, keys);
    }

    private List<SandboxProject> projects(@Nullable String search, @Nullable String sort) {
        String wanted = search == null ? "" : search.toLowerCase(Locale.ROOT);
        List<SandboxProject> found = organization.projects().stream()
                .filter(project -> faults.isListed(project.id()))
                .filter(project -> project.name().toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
        boolean byName = "name".equals(sort) || "alphabetical".equals(sort);
        return byName ? found.stream().sorted(BY_NAME).toList() : found;
    }

    private void checkAccess(HttpRequest<?> request, String organizationId) {
        if (!organization.apiKey().equals(request.getHeaders().get("Api-Key"))) {
            throw Refusal.jsonApi(HttpStatus.UNAUTHORIZED, "Unauthorized", "Api-Key is missing or unknown");
        }
        if (!("Bearer " + organization.token()).equals(request.getHeaders().get(HttpHeaders.AUTHORIZATION))) {
            throw Refusal.jsonApi(HttpStatus.UNAUTHORIZED, "Unauthorized", "The token is missing or expired");
        }
        if (!organization.id().equals(organizationId)) {
            throw Refusal.jsonApi(
                    HttpStatus.NOT_FOUND, "Not Found", "There is no organization %s".formatted(organizationId));
        }
    }
}
