package io.tracelake.streams.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tracelake.schemas.UsageScope;
import io.tracelake.streams.aggregate.Granularity;
import io.tracelake.streams.query.UsageQuery;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {
    private static final Instant NOW = Instant.parse("2026-03-31T15:20:00.5Z");

    @Test
    void meansTheLastThirtyDaysOfEveryScopeByDefault() {
        UsageQuery query = read(Map.of("project", "p"));

        assertThat(query)
                .isEqualTo(new UsageQuery(
                        "p", Granularity.DAILY, Instant.parse("2026-03-01T15:20:00.5Z"), NOW, null, null));
        assertThat(query.windows()).isEqualTo(30);
    }

    @Test
    void meansTheLastTwentyFourHoursByDefaultIfHourly() {
        UsageQuery query = read(Map.of("project", "p", "granularity", "hourly"));

        assertThat(query.from()).isEqualTo("2026-03-30T15:20:00.5Z");
        assertThat(query.windows()).isEqualTo(24);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01, 2026-03-02, 24",
        "2026-03-01T00:00:00Z, 2026-03-01T00:00:00.001Z, 1",
        "2026-03-01T00:00:00.001Z, 2026-03-01T01:00:00Z, 0",
        "2026-03-01T02:00:00+02:00, 2026-03-01T01:00:00.000001Z, 2",
        "1969-12-31T22:30:00Z, 1970-01-01T00:30:00Z, 2",
        "0001-01-01, 0001-01-02, 24",
    })
    void holdsTheWindowsThatBeginInTheSpan(String from, String to, long windows) {
        assertThat(read(Map.of("project", "p", "granularity", "hourly", "from", from, "to", to))
                        .windows())
                .isEqualTo(windows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,b", "a;b", "a&b=c", "%2F", "+", " ", "ünï", "\uD83D\uDE80", "a/b"})
    void takesAnyTag(String tag) {
        UsageQuery query = read(Map.of("project", "p", "tag", tag));

        assertThat(query.tag()).isEqualTo(tag);
        assertThat(query.scope()).isEqualTo(UsageScope.TAG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROJECT", "TAG", "UNTAGGED"})
    void saysTheSameToAnotherInstanceAtAnyTime(String scope) {
        UsageQuery query = read(Map.of("project", "p", "scope", scope));
        var said = new HashMap<String, List<String>>();
        QueryParameters.of(query).forEach((name, value) -> said.put(name, List.of(value)));

        assertThat(new QueryParameters(() -> NOW.plusSeconds(7)).read(said)).isEqualTo(query);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "granularity, weekly, \"granularity: must be hourly or daily, not 'weekly'\"",
                "granularity, DAILY, \"granularity: must be hourly or daily, not 'DAILY'\"",
                "granularity, \"\", \"granularity: must be hourly or daily, not ''\"",
                "scope, project, \"scope: must be PROJECT, TAG or UNTAGGED, not 'project'\"",
                "scope, UNKNOWN, \"scope: must be PROJECT, TAG or UNTAGGED, not 'UNKNOWN'\"",
                "from, yesterday, \"from: must be an instant such as 2026-03-01T12:00:00Z, or a date (its beginning in UTC), not 'yesterday'\"",
                "to, 2026-02-30, \"to: must be an instant such as 2026-03-01T12:00:00Z, or a date (its beginning in UTC), not '2026-02-30'\"",
                "to, 1767225600, \"to: must be an instant such as 2026-03-01T12:00:00Z, or a date (its beginning in UTC), not '1767225600'\"",
                "from, +999999999-12-31, \"from: must be an instant such as 2026-03-01T12:00:00Z, or a date (its beginning in UTC), not '+999999999-12-31'\"",
                "from, -1000000000-01-01T00:00:00Z, \"from: must be an instant such as 2026-03-01T12:00:00Z, or a date (its beginning in UTC), not '-1000000000-01-01T00:00:00Z'\"",
                "from, 2026-04-01, \"from: must be before to, not 2026-04-01T00:00:00Z with to=2026-03-31T15:20:00.500Z\"",
                "project, \" \", project: must be given",
                "project, a/b, \"project: an id holds no slash, not 'a/b'\"",
                "Tag, x, \"'Tag' is no parameter; there are project, tag, scope, granularity, from and to\"",
            })
    void namesTheParameterThatMakesNoQuery(String name, String value, String message) {
        var parameters = new HashMap<>(Map.of("project", "p"));
        parameters.put(name, value);

        assertThatExceptionOfType(InvalidQueryException.class)
                .isThrownBy(() -> read(parameters))
                .withMessage(message);
    }

    @Test
    void refusesMoreWindowsThanTheBound() {
        assertThat(read(Map.of("project", "p", "from", "2000-01-01", "to", "2027-05-19"))
                        .windows())
                .isEqualTo(QueryParameters.MOST_WINDOWS);
        assertThatExceptionOfType(InvalidQueryException.class)
                .isThrownBy(() -> read(Map.of("project", "p", "from", "2000-01-01", "to", "2027-05-20")))
                .withMessageStartingWith("from: at most 10000 windows can be asked for at once, not 10001");
        assertThatExceptionOfType(InvalidQueryException.class)
                .isThrownBy(() -> read(Map.of("project", "p", "from", "0001-01-01", "to", "9999-12-31")));
    }

    @Test
    void refusesATagTogetherWithAScopeOfNoTag() {
        assertThatExceptionOfType(InvalidQueryException.class)
                .isThrownBy(() -> read(Map.of("project", "p", "tag", "x", "scope", "UNTAGGED")))
                .withMessage("scope: rows of a tag are of scope TAG, not UNTAGGED");
    }

    @Test
    void refusesAParameterGivenTwice() {
        assertThatExceptionOfType(InvalidQueryException.class)
                .isThrownBy(() -> new QueryParameters(() -> NOW).read(Map.of("project", List.of("p", "q"))))
                .withMessage("project: must be given once");
    }

    @Test
    void refusesAQueryWithoutAProject() {
        assertThatExceptionOfType(InvalidQueryException.class)
                .isThrownBy(() -> read(Map.of()))
                .withMessage("project: must be given");
    }

    private static UsageQuery read(Map<String, String> parameters) {
        var lists = new HashMap<String, List<String>>();
        parameters.forEach((name, value) -> lists.put(name, List.of(value)));
        return new QueryParameters(() -> NOW).read(lists);
    }
}
