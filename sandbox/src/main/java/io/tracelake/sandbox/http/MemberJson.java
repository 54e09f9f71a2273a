package io.tracelake.sandbox.http;

import io.tracelake.sandbox.organization.Account;
import io.tracelake.sandbox.organization.Membership;
import io.tracelake.sandbox.organization.Organization;
import io.tracelake.sandbox.organization.Project;
import io.tracelake.sandbox.organization.Role;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonGenerator;

/** Members of a project as JSON:API resources. */
final class MemberJson {
    private MemberJson() {}

    static void each(Organization organization, Project project, BiConsumer<Account, Membership> use) {
        project.members()
                .all()
                .forEach(member -> organization
                        .accounts()
                        .byId(member.userId())
                        .ifPresent(account -> use.accept(account, member)));
    }

    static void write(JsonGenerator json, Account account, Membership member) {
        Role organizationRole = account.organizationRole();
        JsonApi.resource(json, account.id(), "users", () -> {
            json.writeStringProperty("email", account.email());
            json.writeStringProperty("firstName", account.firstName());
            json.writeStringProperty("lastName", account.lastName());
            json.writeStringProperty("role", member.role().name());
            Json.text(json, "organizationRole", organizationRole == null ? null : organizationRole.name());
            json.writeBooleanProperty("projectOnly", member.projectOnly());
            json.writeStringProperty("status", member.denied() ? "denied" : "active");
            Json.time(json, "createdAt", member.createdAt());
        });
    }
}
