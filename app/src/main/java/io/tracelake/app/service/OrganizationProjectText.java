package io.tracelake.app.service;

import static io.tracelake.app.service.Absent.orDash;

import io.tracelake.app.output.Column;
import io.tracelake.app.output.Json;
import io.tracelake.app.output.TextTable;
import io.tracelake.client.organizations.OrganizationProject;
import java.util.List;

/** Projects as the organization describes them, for people and for programs. */
public final class OrganizationProjectText {
    private OrganizationProjectText() {}

    /** A row for each. */
    public static TextTable table(List<OrganizationProject> projects) {
        var table = new TextTable(
                Column.key("project"),
                Column.text("name"),
                Column.key("default"),
                Column.key("your role"),
                Column.number("members"),
                Column.key("created (UTC)"));
        projects.forEach(project -> table.row(
                project.id(),
                orDash(project.name()),
                orDash(project.isDefault()),
                orDash(project.role()),
                orDash(project.membersCount()),
                orDash(project.createdAt())));
        return table;
    }

    /** Members named as the service's; {@code attributes} are those that it has beside them. */
    public static void members(Json json, OrganizationProject project) {
        json.text("id", project.id())
                .text("name", project.name())
                .bool("isDefault", project.isDefault())
                .text("role", project.role())
                .number(
                        "membersCount",
                        project.membersCount() == null
                                ? null
                                : project.membersCount().longValue())
                .text("createdAt", project.createdAt())
                .text("updatedAt", project.updatedAt())
                .raw("attributes", project.extras());
    }
}
