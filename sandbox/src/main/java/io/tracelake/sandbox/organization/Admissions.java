package io.tracelake.sandbox.organization;

import io.tracelake.sandbox.organization.Invitation.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How people come into a project: added, if they have an account, else invited. */
final class Admissions {
    private final State state;
    private final Project project;
    private final Instant now;

    Admissions(State state, String projectId, Instant now) {
        this.state = state;
        this.project = state.projects().get(projectId);
        this.now = now;
    }

    State add(Account asker, Role by, Grant grant) {
        Account account = state.accounts()
                .byEmail(grant.email())
                .orElseThrow(
                        () -> RuleException.invalidField("email", "has no account; send an invitation to the address"));
        if (project.members().of(account.id()).isPresent()) {
            throw RuleException.conflict("The user is a member already");
        }
        requireMayGive(asker, grant.organizationRole());
        Membership member = new Membership(account.id(), grant.role(), grant.projectOnly(), now);
        State next = grant.projectOnly() ? state : state.with(state.accounts().with(inOrganization(account, grant)));
        return next.with(project.with(project.members().add(by, member)));
    }

    State invite(Account asker, Role by, Invitation invitation) {
        if (state.accounts().byEmail(invitation.email()).isPresent()) {
            throw RuleException.invalid("redirect_to_add_member", "The address has an account: redirect_to_add_member");
        }
        requireMayGive(asker, invitation.organizationRole());
        return state.with(project.with(project.invitations().send(by, invitation)));
    }

    /** What follows when the invited person says yes: an account, if there is none yet, and a membership. */
    State accept(String invitationId, String userId) {
        Invitation invitation = project.invitations().get(invitationId);
        Project accepted = project.with(project.invitations().accept(invitationId));
        Account account = state.accounts()
                .byEmail(invitation.email())
                .orElseGet(() -> new Account(
                        userId,
                        invitation.email(),
                        invitation.email().substring(0, invitation.email().indexOf('@')),
                        "",
                        null,
                        now));
        Role wanted = invitation.organizationRole() == null ? invitation.role() : invitation.organizationRole();
        boolean raised = !invitation.projectOnly() && wanted.exceeds(account.organizationRole());
        Account known = raised ? account.withOrganizationRole(wanted) : account;
        var member = new Membership(known.id(), invitation.role(), invitation.projectOnly(), now);
        boolean isMember = project.members().of(known.id()).isPresent();
        return state.with(state.accounts().with(known))
                .with(isMember ? accepted : accepted.with(accepted.members().with(member)));
    }

    /** The project with a pending invitation of this id. */
    static Project inviting(State state, String invitationId) {
        return state.projects().all().stream()
                .filter(project -> project.invitations().all().stream()
                        .anyMatch(one -> one.id().equals(invitationId) && one.status() == Status.PENDING))
                .findFirst()
                .orElseThrow(() -> RuleException.notFound("There is no pending invitation " + invitationId));
    }

    private static Account inOrganization(Account account, Grant grant) {
        Role current = account.organizationRole();
        if (current == null && grant.organizationRole() == null) {
            throw RuleException.invalidField(
                    "organization_role", "is needed for somebody who isn't in the organization yet");
        }
        if (current == null && grant.organizationRole() != null) {
            return account.withOrganizationRole(grant.organizationRole());
        }
        if (grant.role().exceeds(current)) {
            throw RuleException.invalidField("role", "exceeds the user's role in the organization");
        }
        return account;
    }

    private static void requireMayGive(Account asker, @Nullable Role organizationRole) {
        if (organizationRole != null && organizationRole.exceeds(asker.organizationRole())) {
            throw RuleException.forbidden("Nobody gives a higher role in the organization than they have");
        }
    }
}
