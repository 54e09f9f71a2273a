package io.tracelake.system.contract;

import static io.tracelake.client.organizations.Operation.ADD_MEMBER;
import static io.tracelake.client.organizations.Operation.CHANGE_ROLE;
import static io.tracelake.client.organizations.Operation.DENY_ACCESS;
import static io.tracelake.client.organizations.Operation.REMOVE_MEMBER;
import static io.tracelake.client.organizations.Operation.RESTORE_ACCESS;
import static io.tracelake.client.organizations.Operation.SEND_INVITATION;
import static io.tracelake.client.organizations.Role.ADMIN;
import static io.tracelake.client.organizations.Role.MEMBER;
import static io.tracelake.client.organizations.Role.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.organizations.InvitationDraft;
import io.tracelake.client.organizations.MemberDraft;
import io.tracelake.client.organizations.OrganizationsClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnerTest {
    private final SandboxService service = SandboxService.start();
    private final OrganizationsClient owner = service.as(service.owner());
    private final String ownerId = service.owner().id();
    private final String project = service.newProject("Night Shift");
    private final Person second = service.with(OWNER);
    private final Person administrator = service.with(ADMIN);
    private final OrganizationsClient admin = service.as(administrator);

    @BeforeEach
    void addAdmin() {
        service.join(project, administrator, ADMIN);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @Covers({CHANGE_ROLE, ADD_MEMBER, RESTORE_ACCESS, SEND_INVITATION})
    void onlyAnOwnerMakesOwners() {
        Refused.forbidden(() -> admin.changeRole(project, administrator.id(), OWNER));
        Refused.forbidden(() -> admin.addMember(project, new MemberDraft(second.email(), OWNER, null, false)));
        Refused.forbidden(() -> admin.invite(project, new InvitationDraft("new@example.com", OWNER, null, true)));
        service.join(project, second, MEMBER);
        Refused.forbidden(() -> admin.changeRole(project, second.id(), OWNER));
        admin.denyAccess(project, second.id());
        Refused.forbidden(() -> admin.restoreAccess(project, second.id(), OWNER));
        owner.restoreAccess(project, second.id(), OWNER);
        assertThat(service.member(project, second).role()).isEqualTo("OWNER");
        assertThat(service.member(project, administrator).role()).isEqualTo("ADMIN");
    }

    @Test
    @Covers({CHANGE_ROLE, REMOVE_MEMBER, DENY_ACCESS, RESTORE_ACCESS})
    void onlyAnOwnerTouchesAnOwner() {
        service.join(project, second, OWNER);
        Refused.forbidden(() -> admin.changeRole(project, second.id(), MEMBER));
        Refused.forbidden(() -> admin.removeMember(project, second.id()));
        Refused.forbidden(() -> admin.denyAccess(project, second.id()));
        owner.denyAccess(project, second.id());
        Refused.forbidden(() -> admin.restoreAccess(project, second.id(), null));
        owner.restoreAccess(project, second.id(), null);
        assertThat(service.member(project, second).role()).isEqualTo("OWNER");
        owner.removeMember(project, second.id());
    }

    @Test
    @Covers({CHANGE_ROLE, REMOVE_MEMBER, DENY_ACCESS})
    void theLastOwnerStays() {
        Refused.unprocessable(() -> owner.changeRole(project, ownerId, ADMIN));
        Refused.unprocessable(() -> owner.removeMember(project, ownerId));
        Refused.unprocessable(() -> owner.denyAccess(project, ownerId));
        assertThat(owner.changeRole(project, ownerId, OWNER).role()).isEqualTo("OWNER");
    }

    @Test
    @Covers({CHANGE_ROLE, REMOVE_MEMBER})
    void anOwnerMayLeaveOnceThereIsAnother() {
        service.join(project, second, OWNER);
        owner.removeMember(project, ownerId);
        Refused.forbidden(() -> owner.members(project));
        OrganizationsClient remaining = service.as(second);
        Refused.unprocessable(() -> remaining.changeRole(project, second.id(), MEMBER));
        Refused.unprocessable(() -> remaining.removeMember(project, second.id()));
    }

    /** An owner who is locked out can't let anybody in again. */
    @Test
    @Covers({DENY_ACCESS, REMOVE_MEMBER, CHANGE_ROLE})
    void anOwnerWhoIsDeniedIsNotCounted() {
        service.join(project, second, OWNER);
        owner.denyAccess(project, second.id());
        Refused.unprocessable(() -> owner.changeRole(project, ownerId, MEMBER));
        Refused.unprocessable(() -> owner.removeMember(project, ownerId));
        Refused.unprocessable(() -> owner.denyAccess(project, ownerId));
        owner.removeMember(project, second.id());
    }
}
