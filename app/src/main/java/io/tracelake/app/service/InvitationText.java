package io.tracelake.app.service;

import static io.tracelake.app.service.Absent.orDash;

import io.tracelake.app.output.Column;
import io.tracelake.app.output.Json;
import io.tracelake.app.output.TextTable;
import io.tracelake.client.organizations.Invitation;
import java.util.List;

/** Invitations into a project, for people and for programs. */
public final class InvitationText {
    private InvitationText() {}

    /** A row for each. */
    public static TextTable table(List<Invitation> invitations) {
        var table = new TextTable(
                Column.key("invitation"),
                Column.text("e-mail"),
                Column.key("role"),
                Column.key("in organization"),
                Column.key("project only"),
                Column.key("status"),
                Column.key("created (UTC)"));
        invitations.forEach(invitation -> table.row(
                invitation.id(),
                orDash(invitation.email()),
                orDash(invitation.role()),
                orDash(invitation.organizationRole()),
                orDash(invitation.projectOnly()),
                orDash(invitation.status()),
                orDash(invitation.createdAt())));
        return table;
    }

    /** Members named as the service's. */
    public static void members(Json json, Invitation invitation) {
        json.text("id", invitation.id())
                .text("email", invitation.email())
                .text("role", invitation.role())
                .text("organizationRole", invitation.organizationRole())
                .bool("projectOnly", invitation.projectOnly())
                .text("status", invitation.status())
                .text("createdAt", invitation.createdAt());
    }
}
