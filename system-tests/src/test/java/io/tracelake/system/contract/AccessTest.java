package io.tracelake.system.contract;

import static io.tracelake.client.organizations.Operation.ADD_MEMBER;
import static io.tracelake.client.organizations.Operation.DENY_ACCESS;
import static io.tracelake.client.organizations.Operation.LIST_PROJECTS;
import static io.tracelake.client.organizations.Operation.RESTORE_ACCESS;
import static io.tracelake.client.organizations.Role.ADMIN;
import static io.tracelake.client.organizations.Role.MEMBER;
import static io.tracelake.client.organizations.Role.OWNER;
import static io.tracelake.client.organizations.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.organizations.MemberDraft;
import io.tracelake.client.organizations.OrganizationProject;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.client.organizations.ProjectQuery;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private final SandboxService service = SandboxService.start();
    private final OrganizationsClient owner = service.as(service.owner());
    private final Person person = service.with(ADMIN);
    private final String project = service.newProject("Night Shift");

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @Covers({DENY_ACCESS, LIST_PROJECTS})
    void whoIsDeniedStaysAMemberAndIsLockedOut() {
        service.join(project, person, MEMBER);
        assertThat(shown()).contains(project);
        owner.denyAccess(project, person.id());
        assertThat(service.member(project, person).status()).isEqualTo("denied");
        assertThat(shown()).doesNotContain(project);
        Refused.forbidden(() -> service.as(person).members(project));
        assertThat(owner.members(project)).hasSize(2);
    }

    @Test
    @Covers(RESTORE_ACCESS)
    void accessComesBackWithTheRoleOfBefore() {
        service.join(project, person, ADMIN);
        owner.denyAccess(project, person.id());
        owner.restoreAccess(project, person.id(), null);
        assertThat(service.member(project, person).role()).isEqualTo("ADMIN");
        assertThat(service.member(project, person).status()).isEqualTo("active");
        assertThat(service.as(person).apiKeys(project)).isEqualTo(owner.apiKeys(project));
        assertThat(shown()).contains(project);
    }

    @Test
    @Covers(RESTORE_ACCESS)
    void accessComesBackWithTheRoleThatIsGiven() {
        service.join(project, person, ADMIN);
        owner.denyAccess(project, person.id());
        owner.restoreAccess(project, person.id(), VIEWER);
        assertThat(service.member(project, person).role()).isEqualTo("VIEWER");
        Refused.forbidden(() -> service.as(person).apiKeys(project));
    }

    @Test
    @Covers(RESTORE_ACCESS)
    void accessDoesNotComeBackWithARoleAboveTheOrganizationRole() {
        service.join(project, person, VIEWER);
        owner.denyAccess(project, person.id());
        Refused.invalid("/data/attributes/role", () -> owner.restoreAccess(project, person.id(), OWNER));
        assertThat(service.member(project, person).status()).isEqualTo("denied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"data\":{\"attributes\":{}}}", "{\"data\":{\"attributes\":{\"role\":null}}}"})
    @Covers(RESTORE_ACCESS)
    void theRoleToComeBackWithMayBeLeftOut(String body) {
        service.join(project, person, MEMBER);
        owner.denyAccess(project, person.id());
        service.wire(service.owner())
                .post(service.path(project) + "/users/" + person.id() + "/restore_access", body)
                .expect(200);
        assertThat(service.member(project, person).role()).isEqualTo("MEMBER");
    }

    @Test
    @Covers({DENY_ACCESS, RESTORE_ACCESS, ADD_MEMBER})
    void nobodyIsDeniedOrRestoredTwice() {
        service.join(project, person, MEMBER);
        Refused.conflict(() -> owner.restoreAccess(project, person.id(), null));
        owner.denyAccess(project, person.id());
        Refused.conflict(() -> owner.denyAccess(project, person.id()));
        Refused.conflict(() -> owner.addMember(project, new MemberDraft(person.email(), MEMBER, null, false)));
        owner.restoreAccess(project, person.id(), null);
        Refused.conflict(() -> owner.restoreAccess(project, person.id(), null));
    }

    private List<String> shown() {
        return service.as(person).projects(ProjectQuery.FRESH).stream()
                .map(OrganizationProject::id)
                .toList();
    }
}
