package io.tracelake.sandbox.http;

import io.tracelake.sandbox.organization.Invitation;
import io.tracelake.sandbox.organization.Role;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** Invitations as JSON:API resources. */
final class InvitationJson {
    private InvitationJson() {}

    static void write(JsonGenerator json, Invitation invitation) {
        Role organizationRole = invitation.organizationRole();
        JsonApi.resource(json, invitation.id(), "membershipInvitation", () -> {
            json.writeStringProperty("email", invitation.email());
            json.writeStringProperty("role", invitation.role().name());
            Json.text(json, "organizationRole", organizationRole == null ? null : organizationRole.name());
            json.writeBooleanProperty("projectOnly", invitation.projectOnly());
            json.writeStringProperty("status", invitation.status().name().toLowerCase(Locale.ROOT));
            Json.time(json, "createdAt", invitation.createdAt());
        });
    }
}
