package io.tracelake.sandbox;

import static io.tracelake.sandbox.Application.typed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracelake.sandbox.Application.Answer;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InvitationsTest {
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults(InstantSource.system()));
    private final Application owner = Application.of(sandbox);
    private final String project = "/" + sandbox.projects().getFirst().id();
    private final String invitations = project + "/invitations";

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void anInvitationIsForAMemberUnlessItSaysOtherwise() {
        Answer sent = invite(owner, "new@x.example", "");
        assertThat(sent.status()).isEqualTo(201);
        assertThat(sent.text("/data/type")).isEqualTo("membershipInvitation");
        assertThat(sent.text("/data/attributes/role")).isEqualTo("MEMBER");
        assertThat(sent.text("/data/attributes/status")).isEqualTo("pending");
        assertThat(owner.get(invitations).text("/data/0/id")).isEqualTo(sent.id());
        assertThat(owner.post(invitations + "/" + sent.id() + "/resend", null).status())
                .isEqualTo(200);
        assertThat(invite(owner, "NEW@x.example", "").status()).isEqualTo(409);
    }

    @Test
    void whoHasAnAccountIsToBeAddedInstead() {
        Answer refused = invite(owner, "guest@sandbox.example", "");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("redirect_to_add_member");
    }

    @Test
    void rolesOfAnInvitationFollowTheRulesOfMembers() {
        Application admin = owner.as("admin");
        assertThat(invite(admin, "new@x.example", ",\"role\":\"owner\"").status())
                .isEqualTo(403);
        assertThat(invite(owner, "new@x.example", ",\"role\":\"admin\",\"organization_role\":\"member\"")
                        .pointer())
                .isEqualTo("/data/attributes/organization_role");
        assertThat(invite(owner, "not an address", "").pointer()).isEqualTo("/data/attributes/email");
        assertThat(invite(owner, "new@x.example", ",\"role\":\"boss\"").pointer())
                .isEqualTo("/data/attributes/role");
    }

    @Test
    void anAcceptedInvitationMakesAMemberAndCannotBeTakenBack() {
        Answer sent = invite(owner, "new@x.example", ",\"role\":\"viewer\"");
        SandboxUser user = sandbox.acceptInvitation(sent.id());
        assertThat(user.email()).isEqualTo("new@x.example");
        assertThat(user.role()).isEqualTo("VIEWER");
        Application invited = new Application(sandbox, user.token());
        assertThat(invited.get(project).status()).isEqualTo(200);
        assertThat(owner.get(invitations).text("/data/0/attributes/status")).isEqualTo("accepted");
        assertThat(owner.delete(invitations + "/" + sent.id()).status()).isEqualTo(422);
        assertThat(owner.post(invitations + "/" + sent.id() + "/resend", null).status())
                .isEqualTo(422);
        assertThatThrownBy(() -> sandbox.acceptInvitation(sent.id())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anInvitationToTheProjectOnlyGivesNoPlaceInTheOrganization() {
        Answer sent = invite(owner, "new@x.example", ",\"role\":\"admin\",\"project_only\":true");
        SandboxUser user = sandbox.acceptInvitation(sent.id());
        assertThat(user.role()).isEmpty();
        Application invited = new Application(sandbox, user.token());
        assertThat(invited.get("").json().get("data").size()).isEqualTo(1);
        assertThat(invited.get(project + "/api_keys").status()).isEqualTo(200);
    }

    @Test
    void oneAccountMayComeOfTwoInvitations() {
        String other = "/" + sandbox.projects().get(1).id() + "/invitations";
        Answer first = invite(owner, "new@x.example", ",\"role\":\"viewer\"");
        Answer second = owner.post(other, body("new@x.example", ",\"role\":\"admin\""));
        String id = sandbox.acceptInvitation(first.id()).id();
        SandboxUser user = sandbox.acceptInvitation(second.id());
        assertThat(user.id()).isEqualTo(id);
        assertThat(user.role()).isEqualTo("ADMIN");
        assertThat(new Application(sandbox, user.token())
                        .get("")
                        .json()
                        .get("data")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void aCancelledInvitationIsOverAndTheAddressCanBeInvitedAgain() {
        Answer sent = invite(owner, "new@x.example", "");
        assertThat(owner.delete(invitations + "/" + sent.id()).status()).isEqualTo(204);
        assertThat(owner.post(invitations + "/" + sent.id() + "/resend", null).status())
                .isEqualTo(422);
        assertThatThrownBy(() -> sandbox.acceptInvitation(sent.id())).isInstanceOf(IllegalArgumentException.class);
        assertThat(invite(owner, "new@x.example", "").status()).isEqualTo(201);
        assertThat(owner.delete(invitations + "/none").status()).isEqualTo(404);
        assertThat(owner.post(invitations + "/none/resend", null).status()).isEqualTo(404);
    }

    private Answer invite(Application by, String email, String more) {
        return by.post(invitations, body(email, more));
    }

    private static String body(String email, String more) {
        return typed("membershipInvitation", "\"email\":\"" + email + "\"" + more);
    }
}
