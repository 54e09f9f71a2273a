package io.tracelake.client.analytics;

import io.tracelake.client.http.Query;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which traces, in which order, which page of them.
 *
 * @param from first instant of the window, inclusive
 * @param to end of the window, exclusive
 * @param page from 1
 * @param limit rows of a page, 1 to 100
 * @param name this and the next four ask for an exact match, null for any
 * @param tags all of them must be on a trace
 * @param environments any of them; services of the 2.x generation ignore it
 * @param fields what to send of each trace
 * @param filter further conditions; the service lets them win over the parameter of the same column, but the window
 *     always holds
 */
public record TraceQuery(
        Instant from,
        Instant to,
        OrderBy orderBy,
        int page,
        int limit,
        @Nullable String name,
        @Nullable String userId,
        @Nullable String sessionId,
        @Nullable String version,
        @Nullable String release,
        List<String> tags,
        List<String> environments,
        Set<FieldGroup> fields,
        TraceFilter filter) {

    public TraceQuery {
        Bounds.check(from, to, page, limit);
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("fields must name at least one group");
        }
        tags = List.copyOf(tags);
        environments = List.copyOf(environments);
        fields = Set.copyOf(fields);
    }

    /** The first page of a window: 100 rows, oldest first, no filter, every group of members. */
    public static TraceQuery window(Instant from, Instant to) {
        return new TraceQuery(
                from,
                to,
                OrderBy.TIMESTAMP_ASC,
                1,
                Bounds.MAX_LIMIT,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                EnumSet.allOf(FieldGroup.class),
                TraceFilter.NONE);
    }

    public TraceQuery withWindow(Instant newFrom, Instant newTo) {
        return new TraceQuery(
                newFrom,
                newTo,
                orderBy,
                page,
                limit,
                name,
                userId,
                sessionId,
                version,
                release,
                tags,
                environments,
                fields,
                filter);
    }

    public TraceQuery withOrderBy(OrderBy newOrderBy) {
        return new TraceQuery(
                from,
                to,
                newOrderBy,
                page,
                limit,
                name,
                userId,
                sessionId,
                version,
                release,
                tags,
                environments,
                fields,
                filter);
    }

    public TraceQuery withPage(int newPage) {
        return new TraceQuery(
                from,
                to,
                orderBy,
                newPage,
                limit,
                name,
                userId,
                sessionId,
                version,
                release,
                tags,
                environments,
                fields,
                filter);
    }

    public TraceQuery withLimit(int newLimit) {
        return new TraceQuery(
                from,
                to,
                orderBy,
                page,
                newLimit,
                name,
                userId,
                sessionId,
                version,
                release,
                tags,
                environments,
                fields,
                filter);
    }

    public TraceQuery withName(@Nullable String newName) {
        return new TraceQuery(
                from,
                to,
                orderBy,
                page,
                limit,
                newName,
                userId,
                sessionId,
                version,
                release,
                tags,
                environments,
                fields,
                filter);
    }

    public TraceQuery withUserId(@Nullable String newUserId) {
        return new TraceQuery(
                from,
                to,
                orderBy,
                page,
                limit,
                name,
                newUserId,
                sessionId,
                version,
                release,
                tags,
                environments,
                fields,
                filter);
    }

    public TraceQuery withSessionId(@Nullable String newSessionId) {
        return new TraceQuery(
                from,
                to,
                orderBy,
                page,
                limit,
                name,
                userId,
                newSessionId,
                version,
                release,
                tags,
                environments,
                fields,
                filter);
    }

    public TraceQuery withVersion(@Nullable String newVersion) {
        return new TraceQuery(
                from,
                to,
                orderBy,
                page,
                limit,
                name,
                userId,
                sessionId,
                newVersion,
                release,
                tags,
                environments,
                fields,
                filter);
    }

    public TraceQuery withRelease(@Nullable String newRelease) {
        return new TraceQuery(
                from,
                to,
                orderBy,
                page,
                limit,
                name,
                userId,
                sessionId,
                version,
                newRelease,
                tags,
                environments,
                fields,
                filter);
    }

    public TraceQuery withTags(List<String> newTags) {
        return new TraceQuery(
                from,
                to,
                orderBy,
                page,
                limit,
                name,
                userId,
                sessionId,
                version,
                release,
                newTags,
                environments,
                fields,
                filter);
    }

    public TraceQuery withEnvironments(List<String> newEnvironments) {
        return new TraceQuery(
                from,
                to,
                orderBy,
                page,
                limit,
                name,
                userId,
                sessionId,
                version,
                release,
                tags,
                newEnvironments,
                fields,
                filter);
    }

    public TraceQuery withFields(Set<FieldGroup> newFields) {
        return new TraceQuery(
                from,
                to,
                orderBy,
                page,
                limit,
                name,
                userId,
                sessionId,
                version,
                release,
                tags,
                environments,
                newFields,
                filter);
    }

    public TraceQuery withFilter(TraceFilter newFilter) {
        return new TraceQuery(
                from,
                to,
                orderBy,
                page,
                limit,
                name,
                userId,
                sessionId,
                version,
                release,
                tags,
                environments,
                fields,
                newFilter);
    }

    Query parameters() {
        return new Query()
                .add("fromTimestamp", from)
                .add("toTimestamp", to)
                .add("orderBy", orderBy.parameter())
                .add("page", page)
                .add("limit", limit)
                .add("name", name)
                .add("userId", userId)
                .add("sessionId", sessionId)
                .add("version", version)
                .add("release", release)
                .addEach("tags", tags)
                .addEach("environment", environments)
                .add("fields", FieldGroup.parameter(fields))
                .add("filter", filter.isEmpty() ? null : filter.within(from, to).json());
    }
}
