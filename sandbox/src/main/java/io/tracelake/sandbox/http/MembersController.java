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
import io.tracelake.sandbox.organization.Grant;
import io.tracelake.sandbox.organization.Membership;
import io.tracelake.sandbox.organization.Organization;
import io.tracelake.sandbox.organization.Project;
import io.tracelake.sandbox.organization.Role;
import java.util.ArrayList;
import java.util.List;

@Controller("/v1/api/organizations/{organizationId}/projects/{projectId}")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(env = "sandbox")
final class MembersController {
    private final Organization organization;
    private final OrganizationsAccess access;

    MembersController(Organization organization, OrganizationsAccess access) {
        this.organization = organization;
        this.access = access;
    }

    @Get("/users")
    byte[] list(HttpRequest<?> request, @PathVariable String organizationId, @PathVariable String projectId) {
        Project project = organization.project(access.asker(request, organizationId), projectId, Role.VIEWER);
        List<Seat> seats = new ArrayList<>();
        MemberJson.each(organization, project, (account, member) -> seats.add(new Seat(account, member)));
        return JsonApi.list(seats, (json, seat) -> MemberJson.write(json, seat.account(), seat.member()));
    }

    @Post("/add_user")
    HttpResponse<byte[]> add(
            HttpRequest<byte[]> request, @PathVariable String organizationId, @PathVariable String projectId) {
        Account asker = access.asker(request, organizationId);
        organization.project(asker, projectId, Role.ADMIN);
        JsonObject attributes = RequestBody.typed(request, "users");
        Grant grant = RequestBody.grant(attributes, RequestBody.role(attributes));
        Project project = organization.addMember(asker, projectId, grant);
        Account added = organization.accounts().byEmail(grant.email()).orElseThrow();
        return JsonApi.created(member(project, added.id()));
    }

    @Patch("/users/{userId}")
    byte[] changeRole(
            HttpRequest<byte[]> request,
            @PathVariable String organizationId,
            @PathVariable String projectId,
            @PathVariable String userId) {
        Account asker = access.asker(request, organizationId);
        organization.project(asker, projectId, Role.ADMIN).members().get(userId);
        Role role = RequestBody.role(RequestBody.attributes(request, "users"));
        Project changed = organization.edit(
                asker,
                projectId,
                (project, by) -> project.with(project.members().changeRole(by, account(project, userId), role)));
        return member(changed, userId);
    }

    @Delete("/users/{userId}")
    HttpResponse<?> remove(
            HttpRequest<?> request,
            @PathVariable String organizationId,
            @PathVariable String projectId,
            @PathVariable String userId) {
        Account asker = access.asker(request, organizationId);
        organization.edit(
                asker,
                projectId,
                (project, by) -> project.with(project.members().remove(by, userId)));
        return HttpResponse.noContent();
    }

    @Post("/users/{userId}/deny_access")
    HttpResponse<byte[]> deny(
            HttpRequest<?> request,
            @PathVariable String organizationId,
            @PathVariable String projectId,
            @PathVariable String userId) {
        Account asker = access.asker(request, organizationId);
        Project denied = organization.edit(
                asker,
                projectId,
                (project, by) -> project.with(project.members().deny(by, userId)));
        return HttpResponse.ok(member(denied, userId));
    }

    @Post("/users/{userId}/restore_access")
    HttpResponse<byte[]> restore(
            HttpRequest<byte[]> request,
            @PathVariable String organizationId,
            @PathVariable String projectId,
            @PathVariable String userId) {
        Account asker = access.asker(request, organizationId);
        organization.project(asker, projectId, Role.ADMIN).members().get(userId);
        Role role = RequestBody.isEmpty(request)
                ? null
                : RequestBody.roleOrNull(RequestBody.attributes(request, "users"), "role");
        Project restored = organization.edit(
                asker,
                projectId,
                (project, by) -> project.with(project.members().restore(by, account(project, userId), role)));
        return HttpResponse.ok(member(restored, userId));
    }

    private Account account(Project project, String userId) {
        String known = project.members().get(userId).userId();
        return organization.accounts().byId(known).orElseThrow();
    }

    private byte[] member(Project project, String userId) {
        Membership member = project.members().get(userId);
        Account account = organization.accounts().byId(userId).orElseThrow();
        return JsonApi.one(json -> MemberJson.write(json, account, member));
    }

    private record Seat(Account account, Membership member) {}
}
