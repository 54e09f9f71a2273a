package io.tracelake.sandbox.organization;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The accounts, in the order in which they were made. Never changes; a change makes another one. */
public record Accounts(List<Account> all) {
    public Accounts {
        all = List.copyOf(all);
    }

    static Accounts seeded(Seed seed, Instant createdAt) {
        List<Account> accounts = new ArrayList<>();
        for (Role role : List.of(Role.OWNER, Role.ADMIN, Role.MEMBER, Role.VIEWER)) {
            String name = role.name().charAt(0) + role.name().substring(1).toLowerCase(java.util.Locale.ROOT);
            String email = name.toLowerCase(java.util.Locale.ROOT) + "@sandbox.example";
            accounts.add(new Account(seed.userId(email), email, name, "Sandbox", role, createdAt));
        }
        String guest = "guest@sandbox.example";
        accounts.add(new Account(seed.userId(guest), guest, "Guest", "Sandbox", null, createdAt));
        return new Accounts(accounts);
    }

    public Optional<Account> byId(String userId) {
        return all.stream().filter(account -> account.id().equals(userId)).findFirst();
    }

    public Optional<Account> byEmail(String email) {
        return all.stream().filter(account -> account.email().equals(email)).findFirst();
    }

    /** With this account in the place of the one with its id, or at the end. */
    Accounts with(Account account) {
        return new Accounts(Lists.with(all, account, Account::id));
    }
}
