package io.tracelake.sandbox.organization;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The members of one project and the rules of changing them. Only an OWNER touches an OWNER or makes one, the last
 * active OWNER stays, and a role does not exceed the one in the organisation unless the member belongs to the project
 * only. Never changes; a change makes another one.
 */
public record Members(List<Membership> all) {
    public Members {
        all = List.copyOf(all);
    }

    public Optional<Membership> of(String userId) {
        return Lists.find(all, userId, Membership::userId);
    }

    /** The role in which a user acts here; none for strangers and denied members. */
    public Optional<Role> activeRole(String userId) {
        return of(userId).filter(member -> !member.denied()).map(Membership::role);
    }

    public long activeCount() {
        return all.stream().filter(member -> !member.denied()).count();
    }

    public Membership get(String userId) {
        return of(userId).orElseThrow(() -> RuleException.notFound("There is no member %s".formatted(userId)));
    }

    public Members add(Role by, Membership member) {
        requireMayGive(by, member.role());
        if (of(member.userId()).isPresent()) {
            throw RuleException.conflict("The user is a member already");
        }
        return with(member);
    }

    public Members changeRole(Role by, Account account, Role role) {
        Membership member = get(account.id());
        requireMayTouch(by, member);
        requireMayGive(by, role);
        requireWithin(account, member, role);
        return withLastOwner(with(member.withRole(role)));
    }

    public Members remove(Role by, String userId) {
        requireMayTouch(by, get(userId));
        return withLastOwner(new Members(Lists.without(all, userId, Membership::userId)));
    }

    public Members deny(Role by, String userId) {
        Membership member = get(userId);
        requireMayTouch(by, member);
        if (member.denied()) {
            throw RuleException.conflict("Access is denied already");
        }
        return withLastOwner(with(member.withDenied(true)));
    }

    /** Gives access back, in the previous role or the one named. */
    public Members restore(Role by, Account account, @Nullable Role role) {
        Membership member = get(account.id());
        requireMayTouch(by, member);
        if (!member.denied()) {
            throw RuleException.conflict("Access is not denied");
        }
        Role restored = role == null ? member.role() : role;
        requireMayGive(by, restored);
        requireWithin(account, member, restored);
        return with(member.withRole(restored).withDenied(false));
    }

    Members with(Membership member) {
        return new Members(Lists.with(all, member, Membership::userId));
    }

    private Members withLastOwner(Members next) {
        if (all.stream().anyMatch(Membership::isActiveOwner)
                && next.all.stream().noneMatch(Membership::isActiveOwner)) {
            throw RuleException.invalid("Last owner", "The last OWNER of a project stays");
        }
        return next;
    }

    static void requireMayGive(Role by, Role role) {
        if (role == Role.OWNER && by != Role.OWNER) {
            throw RuleException.forbidden("Only an OWNER may give the role OWNER");
        }
    }

    private static void requireMayTouch(Role by, Membership member) {
        if (member.role() == Role.OWNER && by != Role.OWNER) {
            throw RuleException.forbidden("Only an OWNER may change an OWNER");
        }
    }

    private static void requireWithin(Account account, Membership member, Role role) {
        if (!member.projectOnly() && role.exceeds(account.organizationRole())) {
            throw RuleException.invalidField("role", "exceeds the member's role in the organization");
        }
    }
}
