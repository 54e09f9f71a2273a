package io.tracelake.sandbox.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.tracelake.sandbox.json.JsonObject;
import io.tracelake.sandbox.organization.Account;
import io.tracelake.sandbox.organization.Invitation;
import io.tracelake.sandbox.organization.Organization;
import io.tracelake.sandbox.organization.Project;
import io.tracelake.sandbox.organization.Role;

@Controller("/v1/api/organizations/{organizationId}/projects/{projectId}/invitations")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(env = "sandbox")
final class InvitationsController {
    private final Organization organization;
    private final OrganizationsAccess access;

    InvitationsController(Organization organization, OrganizationsAccess access) {
        this.organization = organization;
        this.access = access;
    }

    @Get
    byte[] list(HttpRequest<?> request, @PathVariable String organizationId, @PathVariable String projectId) {
        Project project = organization.project(access.asker(request, organizationId), projectId, Role.ADMIN);
        return JsonApi.list(project.invitations().all(), InvitationJson::write);
    }

    @Post
    HttpResponse<byte[]> send(
            HttpRequest<byte[]> request, @PathVariable String organizationId, @PathVariable String projectId) {
        Account asker = access.asker(request, organizationId);
        organization.project(asker, projectId, Role.ADMIN);
        JsonObject attributes = RequestBody.typed(request, "membershipInvitation");
        Role role = RequestBody.roleOrNull(attributes, "role");
        Invitation invitation =
                Invitation.create(RequestBody.grant(attributes, role == null ? Role.MEMBER : role), organization.now());
        organization.invite(asker, projectId, invitation);
        return JsonApi.created(JsonApi.one(json -> InvitationJson.write(json, invitation)));
    }

    @Post("/{invitationId}/resend")
    HttpResponse<byte[]> resend(
            HttpRequest<?> request,
            @PathVariable String organizationId,
            @PathVariable String projectId,
            @PathVariable String invitationId) {
        Account asker = access.asker(request, organizationId);
        Project project = organization.edit(
                asker,
                projectId,
                (before, by) -> before.with(before.invitations().resend(invitationId)));
        return HttpResponse.ok(JsonApi.one(
                json -> InvitationJson.write(json, project.invitations().get(invitationId))));
    }

    @Delete("/{invitationId}")
    HttpResponse<?> cancel(
            HttpRequest<?> request,
            @PathVariable String organizationId,
            @PathVariable String projectId,
            @PathVariable String invitationId) {
        Account asker = access.asker(request, organizationId);
        organization.edit(
                asker,
                projectId,
                (project, by) -> project.with(project.invitations().cancel(invitationId)));
        return HttpResponse.noContent();
    }
}
