package io.tracelake.sandbox.organization;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which projects of the asking user to list, and how; null and empty members ask for nothing.
 *
 * @param roles of the asking user
 * @param search part of the name, in any case
 * @param createdAfter exclusive
 * @param createdBefore exclusive
 */
public record ProjectQuery(
        Set<Role> roles,
        @Nullable Boolean hasWallet,
        @Nullable Boolean hasTools,
        @Nullable Boolean hasNotebooks,
        @Nullable Integer minMembers,
        @Nullable Integer maxMembers,
        String search,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore,
        @Nullable ProjectSort sort) {

    public ProjectQuery {
        roles = Set.copyOf(roles);
        search = search.toLowerCase(Locale.ROOT);
    }

    boolean matches(Project project, Role role) {
        ProjectFacts facts = project.facts();
        long members = project.members().activeCount();
        return (roles.isEmpty() || roles.contains(role))
                && is(hasWallet, facts.hasWallet())
                && is(hasTools, facts.toolsCount() > 0)
                && is(hasNotebooks, facts.notebooksCount() > 0)
                && (minMembers == null || members >= minMembers)
                && (maxMembers == null || members <= maxMembers)
                && project.name().toLowerCase(Locale.ROOT).contains(search)
                && (createdAfter == null || facts.createdAt().isAfter(createdAfter))
                && (createdBefore == null || facts.createdAt().isBefore(createdBefore));
    }

    private static boolean is(@Nullable Boolean wanted, boolean actual) {
        return wanted == null || wanted == actual;
    }
}
