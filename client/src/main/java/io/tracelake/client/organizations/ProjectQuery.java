package io.tracelake.client.organizations;

import io.tracelake.client.http.Query;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which projects of an organization to list, and how. What is null or empty doesn't narrow the list.
 *
 * @param userRoles any of these is the asking user's role in the project
 * @param minMembers inclusive
 * @param maxMembers inclusive
 * @param search part of the name, in either case
 * @param forceRefresh false: the service may answer from a cache that is up to five minutes old
 */
public record ProjectQuery(
        Set<Role> userRoles,
        @Nullable Boolean hasWallet,
        @Nullable Boolean hasTools,
        @Nullable Boolean hasNotebooks,
        @Nullable Integer minMembers,
        @Nullable Integer maxMembers,
        @Nullable String search,
        @Nullable ProjectSort sort,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore,
        boolean forceRefresh) {
    /** All projects, possibly from the service's cache. */
    public static final ProjectQuery ALL =
            new ProjectQuery(Set.of(), null, null, null, null, null, null, null, null, null, false);

    /** All projects as they are now. */
    public static final ProjectQuery FRESH = ALL.withForceRefresh(true);

    public ProjectQuery {
        userRoles = Set.copyOf(userRoles);
    }

    public ProjectQuery withUserRoles(Set<Role> roles) {
        return new ProjectQuery(
                roles,
                hasWallet,
                hasTools,
                hasNotebooks,
                minMembers,
                maxMembers,
                search,
                sort,
                createdAfter,
                createdBefore,
                forceRefresh);
    }

    public ProjectQuery withWallet(@Nullable Boolean has) {
        return new ProjectQuery(
                userRoles,
                has,
                hasTools,
                hasNotebooks,
                minMembers,
                maxMembers,
                search,
                sort,
                createdAfter,
                createdBefore,
                forceRefresh);
    }

    public ProjectQuery withTools(@Nullable Boolean has) {
        return new ProjectQuery(
                userRoles,
                hasWallet,
                has,
                hasNotebooks,
                minMembers,
                maxMembers,
                search,
                sort,
                createdAfter,
                createdBefore,
                forceRefresh);
    }

    public ProjectQuery withNotebooks(@Nullable Boolean has) {
        return new ProjectQuery(
                userRoles,
                hasWallet,
                hasTools,
                has,
                minMembers,
                maxMembers,
                search,
                sort,
                createdAfter,
                createdBefore,
                forceRefresh);
    }

    public ProjectQuery withMembers(@Nullable Integer min, @Nullable Integer max) {
        return new ProjectQuery(
                userRoles,
                hasWallet,
                hasTools,
                hasNotebooks,
                min,
                max,
                search,
                sort,
                createdAfter,
                createdBefore,
                forceRefresh);
    }

    public ProjectQuery withSearch(@Nullable String partOfName) {
        return new ProjectQuery(
                userRoles,
                hasWallet,
                hasTools,
                hasNotebooks,
                minMembers,
                maxMembers,
                partOfName,
                sort,
                createdAfter,
                createdBefore,
                forceRefresh);
    }

    public ProjectQuery withSort(@Nullable ProjectSort by) {
        return new ProjectQuery(
                userRoles,
                hasWallet,
                hasTools,
                hasNotebooks,
                minMembers,
                maxMembers,
                search,
                by,
                createdAfter,
                createdBefore,
                forceRefresh);
    }

    public ProjectQuery withCreated(@Nullable Instant after, @Nullable Instant before) {
        return new ProjectQuery(
                userRoles,
                hasWallet,
                hasTools,
                hasNotebooks,
                minMembers,
                maxMembers,
                search,
                sort,
                after,
                before,
                forceRefresh);
    }

    public ProjectQuery withForceRefresh(boolean force) {
        return new ProjectQuery(
                userRoles,
                hasWallet,
                hasTools,
                hasNotebooks,
                minMembers,
                maxMembers,
                search,
                sort,
                createdAfter,
                createdBefore,
                force);
    }

    Query parameters() {
        String roles = new TreeSet<>(userRoles).stream().map(Role::name).collect(Collectors.joining(","));
        Query query = new Query()
                .add("user_role", roles.isEmpty() ? null : roles)
                .add("has_wallet", hasWallet)
                .add("has_tools", hasTools)
                .add("has_notebooks", hasNotebooks)
                .add("min_members", minMembers)
                .add("max_members", maxMembers)
                .add("search", search)
                .add("sort", sort == null ? null : sort.parameter())
                .add("created_after", (Object) createdAfter)
                .add("created_before", (Object) createdBefore);
        return query.add("forceRefresh", forceRefresh ? true : null);
    }
}
