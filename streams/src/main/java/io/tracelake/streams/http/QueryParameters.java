package io.tracelake.streams.http;

import io.tracelake.schemas.UsageScope;
import io.tracelake.streams.aggregate.Granularity;
import io.tracelake.streams.query.UsageQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a query may say, both ways. */
final class QueryParameters {
    static final long MOST_WINDOWS = 10_000;

    private static final Set<String> KNOWN = Set.of("project", "tag", "scope", "granularity", "from", "to");
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final InstantSource clock;

    QueryParameters(InstantSource clock) {
        this.clock = clock;
    }

    /** @throws InvalidQueryException if they make no query */
    UsageQuery read(Map<String, List<String>> parameters) {
        parameters.forEach(QueryParameters::check);
        String project = project(parameters);
        Granularity granularity = granularity(text(parameters, "granularity"));
        String tag = text(parameters, "tag");
        UsageScope scope = scope(text(parameters, "scope"), tag);
        Instant givenTo = time(parameters, "to");
        Instant givenFrom = time(parameters, "from");
        Instant to = givenTo == null ? clock.instant() : givenTo;
        Instant from = givenFrom == null ? to.minus(usualSpan(granularity)) : givenFrom;
        if (!from.isBefore(to)) {
            throw new InvalidQueryException("from: must be before to, not " + from + " with to=" + to);
        }
        var query = new UsageQuery(project, granularity, from, to, scope, tag);
        if (query.windows() > MOST_WINDOWS) {
            throw new InvalidQueryException("from: at most " + MOST_WINDOWS + " windows can be asked for at once, not "
                    + query.windows() + " from " + from + " to " + to);
        }
        return query;
    }

    /** The same query as {@link #read} reads it, whatever the time is then. */
    static Map<String, String> of(UsageQuery query) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("project", query.projectId());
        if (query.tag() != null) {
            parameters.put("tag", query.tag());
        }
        if (query.scope() != null) {
            parameters.put("scope", query.scope().name());
        }
        parameters.put("granularity", name(query.granularity()));
        parameters.put("from", query.from().toString());
        parameters.put("to", query.to().toString());
        return parameters;
    }

    static String name(Granularity granularity) {
        return switch (granularity) {
            case HOURLY -> "hourly";
            case DAILY -> "daily";
        };
    }

    private static void check(String name, List<String> values) {
        if (!KNOWN.contains(name)) {
            throw new InvalidQueryException(
                    "'" + name + "' is no parameter; there are project, tag, scope, granularity, from and to");
        }
        if (values.size() > 1) {
            throw new InvalidQueryException(name + ": must be given once");
        }
    }

    private static @Nullable String text(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.get(name);
        return values == null ? null : values.getFirst();
    }

    private static String project(Map<String, List<String>> parameters) {
        String project = text(parameters, "project");
        if (project == null || project.isBlank()) {
            throw new InvalidQueryException("project: must be given");
        }
        if (project.indexOf('/') >= 0) {
            throw new InvalidQueryException("project: an id holds no slash, not '" + project + "'");
        }
        return project;
    }

    private static Granularity granularity(@Nullable String text) {
        return switch (text) {
            case null -> Granularity.DAILY;
            case "daily" -> Granularity.DAILY;
            case "hourly" -> Granularity.HOURLY;
            default -> throw new InvalidQueryException("granularity: must be hourly or daily, not '" + text + "'");
        };
    }

    private static @Nullable UsageScope scope(@Nullable String text, @Nullable String tag) {
        UsageScope scope = switch (text) {
            case null -> tag == null ? null : UsageScope.TAG;
            case "PROJECT" -> UsageScope.PROJECT;
            case "TAG" -> UsageScope.TAG;
            case "UNTAGGED" -> UsageScope.UNTAGGED;
            default -> throw new InvalidQueryException("scope: must be PROJECT, TAG or UNTAGGED, not '" + text + "'");
        };
        if (tag != null && scope != UsageScope.TAG) {
            throw new InvalidQueryException("scope: rows of a tag are of scope TAG, not " + scope);
        }
        return scope;
    }

    private static Duration usualSpan(Granularity granularity) {
        return switch (granularity) {
            case HOURLY -> Duration.ofHours(24);
            case DAILY -> Duration.ofDays(30);
        };
    }

    private static @Nullable Instant time(Map<String, List<String>> parameters, String name) {
        String text = text(parameters, name);
        if (text == null) {
            return null;
        }
        Instant time = parse(text);
        if (time == null || time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new InvalidQueryException(name + ": must be an instant such as 2026-03-01T12:00:00Z, or a date (its"
                    + " beginning in UTC), not '" + text + "'");
        }
        return time;
    }

    private static @Nullable Instant parse(String text) {
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
