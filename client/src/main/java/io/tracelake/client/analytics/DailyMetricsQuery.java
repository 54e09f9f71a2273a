package io.tracelake.client.analytics;

import io.tracelake.client.http.Query;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which days. Traces are selected by their timestamp, and observations by that of their trace: a day after {@code to}
 * can appear, with the cost of observations that ran past it.
 *
 * @param from first instant, inclusive
 * @param to end, exclusive
 * @param page from 1
 * @param limit days of a page, 1 to 100
 * @param traceName this and the user ask for an exact match, null for any
 * @param tags all of them must be on a trace
 * @param environments any of them; services of the 2.x generation ignore it
 */
public record DailyMetricsQuery(
        Instant from,
        Instant to,
        int page,
        int limit,
        @Nullable String traceName,
        @Nullable String userId,
        List<String> tags,
        List<String> environments) {
    public DailyMetricsQuery {
        Bounds.check(from, to, page, limit);
        tags = List.copyOf(tags);
        environments = List.copyOf(environments);
    }

    /** The first page of a window: 100 days, no filter. */
    public static DailyMetricsQuery window(Instant from, Instant to) {
        return new DailyMetricsQuery(from, to, 1, Bounds.MAX_LIMIT, null, null, List.of(), List.of());
    }

    public DailyMetricsQuery withPage(int newPage) {
        return new DailyMetricsQuery(from, to, newPage, limit, traceName, userId, tags, environments);
    }

    public DailyMetricsQuery withLimit(int newLimit) {
        return new DailyMetricsQuery(from, to, page, newLimit, traceName, userId, tags, environments);
    }

    public DailyMetricsQuery withTraceName(@Nullable String newTraceName) {
        return new DailyMetricsQuery(from, to, page, limit, newTraceName, userId, tags, environments);
    }

    public DailyMetricsQuery withUserId(@Nullable String newUserId) {
        return new DailyMetricsQuery(from, to, page, limit, traceName, newUserId, tags, environments);
    }

    public DailyMetricsQuery withEnvironments(List<String> newEnvironments) {
        return new DailyMetricsQuery(from, to, page, limit, traceName, userId, tags, newEnvironments);
    }

    public DailyMetricsQuery withTags(List<String> newTags) {
        return new DailyMetricsQuery(from, to, page, limit, traceName, userId, newTags, environments);
    }

    Query parameters() {
        return new Query()
                .add("fromTimestamp", from)
                .add("toTimestamp", to)
                .add("page", page)
                .add("limit", limit)
                .add("traceName", traceName)
                .add("userId", userId)
                .addEach("tags", tags)
                .addEach("environment", environments);
    }
}
