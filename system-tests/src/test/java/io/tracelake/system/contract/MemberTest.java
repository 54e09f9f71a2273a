package io.tracelake.system.contract;

import static io.tracelake.client.organizations.Operation.ADD_MEMBER;
import static io.tracelake.client.organizations.Operation.CHANGE_ROLE;
import static io.tracelake.client.organizations.Operation.DENY_ACCESS;
import static io.tracelake.client.organizations.Operation.LIST_MEMBERS;
import static io.tracelake.client.organizations.Operation.REMOVE_MEMBER;
import static io.tracelake.client.organizations.Operation.RESTORE_ACCESS;
import static io.tracelake.client.organizations.Role.ADMIN;
import static io.tracelake.client.organizations.Role.MEMBER;
import static io.tracelake.client.organizations.Role.OWNER;
import static io.tracelake.client.organizations.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.organizations.Member;
import io.tracelake.client.organizations.MemberDraft;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.client.organizations.Related;
import io.tracelake.client.organizations.Role;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemberTest {
    private static final String ROLE = "/data/attributes/role";
    private static final String ORGANIZATION_ROLE = "/data/attributes/organization_role";
    private static final String EMAIL = "/data/attributes/email";

    private final SandboxService service = SandboxService.start();
    private final OrganizationsClient owner = service.as(service.owner());
    private final String project = service.newProject("Night Shift");

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @Covers({ADD_MEMBER, LIST_MEMBERS})
    void aMemberOfTheOrganizationIsAddedWithARole() {
        Person person = service.with(MEMBER);
        Member added = owner.addMember(project, new MemberDraft(person.email(), VIEWER, null, false));
        assertThat(added.userId()).isEqualTo(person.id());
        assertThat(added.email()).isEqualTo(person.email());
        assertThat(added.role()).isEqualTo("VIEWER");
        assertThat(added.organizationRole()).isEqualTo("MEMBER");
        assertThat(added.projectOnly()).isFalse();
        assertThat(added.status()).isEqualTo("active");
        assertThat(added.createdAt()).isEqualTo(service.clock().instant());
        assertThat(added.firstName()).isNotBlank();
        assertThat(owner.members(project)).hasSize(2).contains(added);
        assertThat(owner.project(project, Set.of(Related.USERS), false).members())
                .containsExactlyElementsOf(owner.members(project));
        assertThat(service.as(person).members(project)).contains(added);
        assertThat(owner.project(project, Set.of(), false).project().membersCount())
                .isEqualTo(2);
    }

    @Test
    @Covers(ADD_MEMBER)
    void somebodyIsAddedOnce() {
        Person person = service.with(MEMBER);
        owner.addMember(project, new MemberDraft(person.email(), VIEWER, null, false));
        Refused.conflict(() -> owner.addMember(project, new MemberDraft(person.email(), MEMBER, null, false)));
        Refused.conflict(
                () -> owner.addMember(project, new MemberDraft(service.owner().email(), VIEWER, null, false)));
        assertThat(service.member(project, person).role()).isEqualTo("VIEWER");
    }

    @Test
    @Covers(ADD_MEMBER)
    void anAddressWithoutAnAccountCanNotBeAdded() {
        Refused.invalid(
                EMAIL, () -> owner.addMember(project, new MemberDraft("nobody@example.com", VIEWER, VIEWER, false)));
        Refused.invalid(EMAIL, () -> owner.addMember(project, new MemberDraft(" ", VIEWER, VIEWER, false)));
    }

    @ParameterizedTest
    @CsvSource({"VIEWER, MEMBER", "VIEWER, ADMIN", "VIEWER, OWNER", "MEMBER, ADMIN", "MEMBER, OWNER", "ADMIN, OWNER"})
    @Covers({ADD_MEMBER, CHANGE_ROLE})
    void aProjectRoleNeverExceedsTheOrganizationRole(Role inOrganization, Role inProject) {
        Person person = service.with(inOrganization);
        Refused.invalid(ROLE, () -> owner.addMember(project, new MemberDraft(person.email(), inProject, null, false)));
        owner.addMember(project, new MemberDraft(person.email(), inOrganization, null, false));
        Refused.invalid(ROLE, () -> owner.changeRole(project, person.id(), inProject));
        assertThat(service.member(project, person).role()).isEqualTo(inOrganization.name());
    }

    @Test
    @Covers(ADD_MEMBER)
    void aStrangerNeedsAnOrganizationRoleNotBelowTheProjectRole() {
        Person stranger = service.stranger();
        Refused.invalid(
                ORGANIZATION_ROLE,
                () -> owner.addMember(project, new MemberDraft(stranger.email(), MEMBER, null, false)));
        Refused.invalid(
                ORGANIZATION_ROLE,
                () -> owner.addMember(project, new MemberDraft(stranger.email(), MEMBER, VIEWER, false)));
        Member added = owner.addMember(project, new MemberDraft(stranger.email(), MEMBER, ADMIN, false));
        assertThat(added.role()).isEqualTo("MEMBER");
        assertThat(added.organizationRole()).isEqualTo("ADMIN");
        assertThat(service.as(stranger).createProject("Day Shift").role()).isEqualTo("ADMIN");
    }

    @Test
    @Covers({ADD_MEMBER, CHANGE_ROLE})
    void aMemberOfTheProjectOnlyHasNoOrganizationRoleToExceed() {
        Person stranger = service.stranger();
        Member added = owner.addMember(project, new MemberDraft(stranger.email(), ADMIN, null, true));
        assertThat(added.projectOnly()).isTrue();
        assertThat(added.organizationRole()).isNull();
        assertThat(added.role()).isEqualTo("ADMIN");
        assertThat(service.as(stranger).apiKeys(project)).isEqualTo(owner.apiKeys(project));
        Refused.forbidden(() -> service.as(stranger).createProject("Day Shift"));
        assertThat(owner.changeRole(project, stranger.id(), OWNER).role()).isEqualTo("OWNER");
    }

    @Test
    @Covers(CHANGE_ROLE)
    void aRoleIsInForceAtOnce() {
        Person person = service.with(ADMIN);
        service.join(project, person, ADMIN);
        assertThat(service.as(person).apiKeys(project)).isEqualTo(owner.apiKeys(project));
        Member changed = owner.changeRole(project, person.id(), VIEWER);
        assertThat(changed).isEqualTo(service.member(project, person));
        assertThat(changed.role()).isEqualTo("VIEWER");
        Refused.forbidden(() -> service.as(person).apiKeys(project));
        assertThat(service.as(person).members(project)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OWNER", "owner", "Viewer", "member"})
    @Covers({ADD_MEMBER, CHANGE_ROLE})
    void rolesAreAcceptedInEitherCase(String role) {
        Person person = service.with(OWNER);
        var wire = service.wire(service.owner());
        String add = """
                {"data":{"type":"users","attributes":{"email":"%s","role":"%s"}}}""".formatted(person.email(), role);
        wire.post(service.path(project) + "/add_user", add).expect(201);
        assertThat(service.member(project, person).role())
                .isEqualToIgnoringCase(role)
                .isUpperCase();
        String change = """
                {"data":{"attributes":{"role":"%s"}}}""".formatted(role);
        wire.patch(service.path(project) + "/users/" + person.id(), change).expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"BOSS\"", "\"\"", "null", "4"})
    @Covers({ADD_MEMBER, CHANGE_ROLE})
    void aRoleThatIsNoneIsRefusedAtItsPlace(String role) {
        Person person = service.with(MEMBER);
        var wire = service.wire(service.owner());
        String add = """
                {"data":{"type":"users","attributes":{"email":"%s","role":%s}}}""".formatted(person.email(), role);
        assertThat(wire.post(service.path(project) + "/add_user", add)
                        .expect(422)
                        .pointer())
                .isEqualTo(ROLE);
        service.join(project, person, VIEWER);
        String change = """
                {"data":{"attributes":{"role":%s}}}""".formatted(role);
        assertThat(wire.patch(service.path(project) + "/users/" + person.id(), change)
                        .expect(422)
                        .pointer())
                .isEqualTo(ROLE);
    }

    @Test
    @Covers(REMOVE_MEMBER)
    void aRemovedMemberIsOutAtOnceAndCanBeAddedAgain() {
        Person person = service.with(MEMBER);
        service.join(project, person, MEMBER);
        owner.removeMember(project, person.id());
        assertThat(owner.members(project)).hasSize(1);
        Refused.forbidden(() -> service.as(person).members(project));
        Refused.notFound(() -> owner.removeMember(project, person.id()));
        service.join(project, person, VIEWER);
        assertThat(service.member(project, person).role()).isEqualTo("VIEWER");
    }

    @Test
    @Covers({CHANGE_ROLE, REMOVE_MEMBER, DENY_ACCESS, RESTORE_ACCESS})
    void whoIsNotAMemberIsNotFound() {
        String person = service.with(MEMBER).id();
        Refused.notFound(() -> owner.changeRole(project, person, VIEWER));
        Refused.notFound(() -> owner.removeMember(project, person));
        Refused.notFound(() -> owner.denyAccess(project, person));
        Refused.notFound(() -> owner.restoreAccess(project, person, null));
    }

    @Test
    @Covers({LIST_MEMBERS, ADD_MEMBER, CHANGE_ROLE, REMOVE_MEMBER, DENY_ACCESS, RESTORE_ACCESS})
    void membersOfAProjectThatIsNotThereAreNotFound() {
        Person person = service.with(MEMBER);
        Refused.notFound(() -> owner.members("proj-nowhere"));
        Refused.notFound(() -> owner.addMember("proj-nowhere", new MemberDraft(person.email(), VIEWER, null, false)));
        Refused.notFound(() -> owner.changeRole("proj-nowhere", person.id(), VIEWER));
        Refused.notFound(() -> owner.removeMember("proj-nowhere", person.id()));
        Refused.notFound(() -> owner.denyAccess("proj-nowhere", person.id()));
        Refused.notFound(() -> owner.restoreAccess("proj-nowhere", person.id(), null));
    }
}
