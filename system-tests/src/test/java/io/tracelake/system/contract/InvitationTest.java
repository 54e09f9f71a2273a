package io.tracelake.system.contract;

import static io.tracelake.client.organizations.Operation.CANCEL_INVITATION;
import static io.tracelake.client.organizations.Operation.LIST_INVITATIONS;
import static io.tracelake.client.organizations.Operation.RESEND_INVITATION;
import static io.tracelake.client.organizations.Operation.SEND_INVITATION;
import static io.tracelake.client.organizations.Role.ADMIN;
import static io.tracelake.client.organizations.Role.MEMBER;
import static io.tracelake.client.organizations.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.http.ServiceError;
import io.tracelake.client.organizations.Invitation;
import io.tracelake.client.organizations.InvitationDraft;
import io.tracelake.client.organizations.OrganizationsClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvitationTest {
    private static final String EMAIL = "new@example.com";

    private final SandboxService service = SandboxService.start();
    private final OrganizationsClient owner = service.as(service.owner());
    private final String project = service.newProject("Night Shift");

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @Covers({SEND_INVITATION, LIST_INVITATIONS})
    void anInvitationIsPendingAsItWasSent() {
        Invitation sent = owner.invite(project, new InvitationDraft(EMAIL, VIEWER, ADMIN, false));
        assertThat(sent.id()).isNotBlank();
        assertThat(sent.email()).isEqualTo(EMAIL);
        assertThat(sent.role()).isEqualToIgnoringCase("VIEWER");
        assertThat(sent.organizationRole()).isEqualToIgnoringCase("ADMIN");
        assertThat(sent.projectOnly()).isFalse();
        assertThat(sent.status()).isEqualTo("pending");
        assertThat(sent.createdAt()).isEqualTo(service.clock().instant());
        assertThat(owner.invitations(project)).containsExactly(sent);
        assertThat(owner.members(project)).hasSize(1);
        assertThat(owner.invitations(service.newProject("Day Shift"))).isEmpty();
    }

    @Test
    @Covers(SEND_INVITATION)
    void anInvitationIsForAMemberUnlessItSaysOtherwise() {
        String body = """
                {"data":{"type":"membershipInvitation","attributes":{"email":"%s","project_only":true}}}""".formatted(EMAIL);
        service.wire(service.owner())
                .post(service.path(project) + "/invitations", body)
                .expect(201);
        assertThat(owner.invitations(project)).singleElement().satisfies(sent -> {
            assertThat(sent.role()).isEqualToIgnoringCase("MEMBER");
            assertThat(sent.projectOnly()).isTrue();
        });
        assertThat(owner.invite(project, new InvitationDraft("other@example.com"))
                        .role())
                .isEqualToIgnoringCase("MEMBER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"member", "MEMBER", "Viewer"})
    @Covers(SEND_INVITATION)
    void rolesAreAcceptedInEitherCase(String role) {
        service.wire(service.owner())
                .post(service.path(project) + "/invitations", invitation(EMAIL, "\"" + role + "\""))
                .expect(201);
        assertThat(owner.invitations(project))
                .singleElement()
                .satisfies(sent -> assertThat(sent.role()).isEqualToIgnoringCase(role));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"BOSS\"", "\"\"", "4"})
    @Covers(SEND_INVITATION)
    void aRoleThatIsNoneIsRefusedAtItsPlace(String role) {
        var answer =
                service.wire(service.owner()).post(service.path(project) + "/invitations", invitation(EMAIL, role));
        assertThat(answer.expect(422).pointer()).isEqualTo("/data/attributes/role");
        assertThat(owner.invitations(project)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "not an address", "@example.com"})
    @Covers(SEND_INVITATION)
    void anAddressThatIsNoneIsRefusedAtItsPlace(String email) {
        Refused.invalid("/data/attributes/email", () -> owner.invite(project, new InvitationDraft(email)));
        assertThat(owner.invitations(project)).isEmpty();
    }

    @Test
    @Covers(SEND_INVITATION)
    void theOrganizationRoleIsNotBelowTheProjectRole() {
        Refused.invalid(
                "/data/attributes/organization_role",
                () -> owner.invite(project, new InvitationDraft(EMAIL, ADMIN, MEMBER, false)));
        assertThat(owner.invitations(project)).isEmpty();
    }

    @Test
    @Covers(SEND_INVITATION)
    void whoHasAnAccountIsToBeAddedInstead() {
        for (Person person : new Person[] {service.stranger(), service.with(MEMBER)}) {
            ServiceError error =
                    Refused.unprocessable(() -> owner.invite(project, new InvitationDraft(person.email())));
            assertThat(error.title() + " " + error.detail()).contains("redirect_to_add_member");
        }
        assertThat(owner.invitations(project)).isEmpty();
    }

    @Test
    @Covers({SEND_INVITATION, CANCEL_INVITATION})
    void nobodyIsInvitedTwiceUnlessTheFirstWasCancelled() {
        Invitation first = owner.invite(project, new InvitationDraft(EMAIL));
        Refused.conflict(() -> owner.invite(project, new InvitationDraft(EMAIL)));
        Refused.conflict(() -> owner.invite(project, new InvitationDraft(EMAIL, ADMIN, null, true)));
        owner.cancelInvitation(project, first.id());
        assertThat(owner.invite(project, new InvitationDraft(EMAIL)).id()).isNotEqualTo(first.id());
    }

    @Test
    @Covers(RESEND_INVITATION)
    void anInvitationSentAgainIsStillTheSame() {
        Invitation sent = owner.invite(project, new InvitationDraft(EMAIL));
        owner.resendInvitation(project, sent.id());
        assertThat(owner.invitations(project)).singleElement().satisfies(same -> {
            assertThat(same.id()).isEqualTo(sent.id());
            assertThat(same.status()).isEqualTo("pending");
        });
    }

    @Test
    @Covers({CANCEL_INVITATION, RESEND_INVITATION})
    void aCancelledInvitationIsOverForGood() {
        Invitation sent = owner.invite(project, new InvitationDraft(EMAIL));
        owner.cancelInvitation(project, sent.id());
        assertThat(owner.invitations(project)).noneMatch(left -> "pending".equals(left.status()));
        Refused.unprocessable(() -> owner.resendInvitation(project, sent.id()));
        Refused.unprocessable(() -> owner.cancelInvitation(project, sent.id()));
    }

    @Test
    @Covers({SEND_INVITATION, LIST_INVITATIONS, RESEND_INVITATION, CANCEL_INVITATION})
    void anAcceptedInvitationMadeAMemberAndCanNotBeUsedAgain() {
        Invitation sent = owner.invite(project, new InvitationDraft(EMAIL, VIEWER, MEMBER, false));
        service.accept(sent);
        assertThat(owner.members(project))
                .filteredOn(member -> EMAIL.equals(member.email()))
                .singleElement()
                .satisfies(member -> {
                    assertThat(member.role()).isEqualTo("VIEWER");
                    assertThat(member.organizationRole()).isEqualTo("MEMBER");
                    assertThat(member.status()).isEqualTo("active");
                });
        assertThat(owner.invitations(project)).noneMatch(left -> "pending".equals(left.status()));
        Refused.unprocessable(() -> owner.resendInvitation(project, sent.id()));
        Refused.unprocessable(() -> owner.cancelInvitation(project, sent.id()));
    }

    @Test
    @Covers({RESEND_INVITATION, CANCEL_INVITATION, SEND_INVITATION, LIST_INVITATIONS})
    void anInvitationThatIsNotThereIsNotFound() {
        Invitation sent = owner.invite(project, new InvitationDraft(EMAIL));
        String other = service.newProject("Day Shift");
        Refused.notFound(() -> owner.resendInvitation(project, "invitation-nowhere"));
        Refused.notFound(() -> owner.cancelInvitation(project, "invitation-nowhere"));
        Refused.notFound(() -> owner.resendInvitation(other, sent.id()));
        Refused.notFound(() -> owner.cancelInvitation(other, sent.id()));
        Refused.notFound(() -> owner.invite("proj-nowhere", new InvitationDraft(EMAIL)));
        Refused.notFound(() -> owner.invitations("proj-nowhere"));
        assertThat(owner.invitations(project)).containsExactly(sent);
    }

    private static String invitation(String email, String role) {
        return """
                {"data":{"type":"membershipInvitation",\
                "attributes":{"email":"%s","role":%s,"project_only":true}}}""".formatted(email, role);
    }
}
