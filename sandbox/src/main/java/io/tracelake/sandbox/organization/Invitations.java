package io.tracelake.sandbox.organization;

import io.tracelake.sandbox.organization.Invitation.Status;
import java.util.List;

/** The invitations to one project, oldest first. Never changes; a change makes another one. */
public record Invitations(List<Invitation> all) {
    public Invitations {
        all = List.copyOf(all);
    }

    public Invitation get(String invitationId) {
        return Lists.find(all, invitationId, Invitation::id)
                .orElseThrow(() -> RuleException.notFound("There is no invitation %s".formatted(invitationId)));
    }

    public Invitations send(Role by, Invitation invitation) {
        Members.requireMayGive(by, invitation.role());
        boolean pending = all.stream()
                .anyMatch(one -> one.status() == Status.PENDING && one.email().equals(invitation.email()));
        if (pending) {
            throw RuleException.conflict("The address is invited already");
        }
        return new Invitations(Lists.with(all, invitation, Invitation::id));
    }

    /** Sends it once more; nothing of it changes. */
    public Invitations resend(String invitationId) {
        pending(invitationId);
        return this;
    }

    public Invitations cancel(String invitationId) {
        return with(pending(invitationId).withStatus(Status.CANCELLED));
    }

    Invitations accept(String invitationId) {
        return with(pending(invitationId).withStatus(Status.ACCEPTED));
    }

    private Invitation pending(String invitationId) {
        Invitation invitation = get(invitationId);
        return switch (invitation.status()) {
            case PENDING -> invitation;
            case ACCEPTED -> throw RuleException.invalid("Accepted", "The invitation is accepted already");
            case CANCELLED -> throw RuleException.invalid("Cancelled", "The invitation is cancelled");
        };
    }

    private Invitations with(Invitation invitation) {
        return new Invitations(Lists.with(all, invitation, Invitation::id));
    }
}
