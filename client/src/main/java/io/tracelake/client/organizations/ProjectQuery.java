package io.tracelake.client.organizations;

import io.tracelake.client.http.Query;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which projects of an organization to list, and how. Immutable; what is null or empty doesn't narrow the list. */
public final class ProjectQuery {
    /** All projects, possibly from the service's cache, which is up to five minutes old. */
    public static final ProjectQuery ALL = new ProjectQuery(Map.of(), false);

    /** All projects as they are now. */
    public static final ProjectQuery FRESH = ALL.withForceRefresh(true);

    private final Map<String, Object> parameters;
    private final boolean forceRefresh;

    private ProjectQuery(Map<String, Object> parameters, boolean forceRefresh) {
        this.parameters = parameters;
        this.forceRefresh = forceRefresh;
    }

    /** Any of these is the asking user's role in the project. */
    public ProjectQuery withUserRoles(Set<Role> roles) {
        String names = new TreeSet<>(roles).stream().map(Role::name).collect(Collectors.joining(","));
        return with("user_role", names.isEmpty() ? null : names);
    }

    public ProjectQuery withWallet(@Nullable Boolean has) {
        return with("has_wallet", has);
    }

    public ProjectQuery withTools(@Nullable Boolean has) {
        return with("has_tools", has);
    }

    public ProjectQuery withNotebooks(@Nullable Boolean has) {
        return with("has_notebooks", has);
    }

    /** Both inclusive. */
    public ProjectQuery withMembers(@Nullable Integer min, @Nullable Integer max) {
        return with("min_members", min).with("max_members", max);
    }

    /** In either case. */
    public ProjectQuery withSearch(@Nullable String partOfName) {
        return with("search", partOfName);
    }

    public ProjectQuery withSort(@Nullable ProjectSort by) {
        return with("sort", by == null ? null : by.parameter());
    }

    public ProjectQuery withCreated(@Nullable Instant after, @Nullable Instant before) {
        return with("created_after", after).with("created_before", before);
    }

    /** False: the service may answer from its cache. */
    public ProjectQuery withForceRefresh(boolean force) {
        return new ProjectQuery(parameters, force);
    }

    private ProjectQuery with(String name, @Nullable Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(parameters);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new ProjectQuery(changed, forceRefresh);
    }

    Query parameters() {
        Query query = new Query();
        parameters.forEach((name, value) -> query.add(name, value));
        return query.add("forceRefresh", forceRefresh ? true : null);
    }
}
