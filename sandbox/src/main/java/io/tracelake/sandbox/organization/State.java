package io.tracelake.sandbox.organization;

import java.time.Instant;
import java.util.List;

/** All that can change about the organisation. Never changes itself; a change makes another one. */
record State(Accounts accounts, Projects projects) {

    static State seeded(Seed seed, Instant createdAt) {
        Accounts accounts = Accounts.seeded(seed, createdAt);
        List<Project> projects = seed.projects().stream()
                .map(seeded -> Project.create(
                        new ProjectFacts(seeded.id(), seeded.name(), seeded.number(), createdAt, createdAt),
                        accounts.all().stream()
                                .filter(account -> account.organizationRole() != null)
                                .map(account -> everywhere(account, createdAt))
                                .toList(),
                        new ApiKey(seeded.keyId(), "sandbox", true, createdAt, null, seed.pair(seeded.keyId()))))
                .toList();
        return new State(accounts, new Projects(projects));
    }

    State with(Accounts changed) {
        return new State(changed, projects);
    }

    State with(Projects changed) {
        return new State(accounts, changed);
    }

    State with(Project changed) {
        return with(projects.with(changed));
    }

    /** The account with this id, which the caller knows to be there. */
    Account account(String userId) {
        return accounts.byId(userId).orElseThrow(() -> RuleException.notFound("There is no user " + userId));
    }

    private static Membership everywhere(Account account, Instant createdAt) {
        Role role = account.organizationRole();
        if (role == null) {
            throw new IllegalArgumentException("not in the organization: " + account.email());
        }
        return new Membership(account.id(), role, false, createdAt);
    }
}
