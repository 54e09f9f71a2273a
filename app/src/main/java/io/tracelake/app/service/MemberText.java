package io.tracelake.app.service;

import static io.tracelake.app.service.Absent.orDash;

import io.tracelake.app.output.Column;
import io.tracelake.app.output.Json;
import io.tracelake.app.output.TextTable;
import io.tracelake.client.organizations.Member;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Members of a project, for people and for programs. */
public final class MemberText {
    private MemberText() {}

    /** A row for each. */
    public static TextTable table(List<Member> members) {
        var table = new TextTable(
                Column.key("user"),
                Column.text("e-mail"),
                Column.text("name"),
                Column.key("role"),
                Column.key("in organization"),
                Column.key("project only"),
                Column.key("status"));
        members.forEach(member -> table.row(
                member.userId(),
                orDash(member.email()),
                orDash(name(member)),
                orDash(member.role()),
                orDash(member.organizationRole()),
                orDash(member.projectOnly()),
                orDash(member.status())));
        return table;
    }

    private static String name(Member member) {
        return Stream.of(member.firstName(), member.lastName())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }

    /** Members named as the service's. */
    public static void members(Json json, Member member) {
        json.text("id", member.userId())
                .text("email", member.email())
                .text("firstName", member.firstName())
                .text("lastName", member.lastName())
                .text("role", member.role())
                .text("organizationRole", member.organizationRole())
                .bool("projectOnly", member.projectOnly())
                .text("status", member.status())
                .text("createdAt", member.createdAt());
    }
}
