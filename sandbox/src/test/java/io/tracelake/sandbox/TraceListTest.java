package io.tracelake.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.tracelake.sandbox.traffic.Behaviour;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TraceListTest {
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-11-04T00:00:00Z");
    private static final String CORE = "fields=core&";
    private static final String ALL = "fields=core&orderBy=id.asc&";

    private static Sandbox sandbox;
    private static Caller caller;

    @BeforeAll
    static void start() {
        Behaviour behaviour = Behaviour.realistic().withTies(0.3, 7);
        sandbox = Sandbox.start(
                SandboxConfig.fixed(FROM, TO, InstantSource.fixed(Instant.parse("2026-11-05T00:00:00Z")), 3_000, 500)
                        .withBehaviour(behaviour));
        caller = Caller.of(sandbox);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void holdsExactlyTheConfiguredNumberOfTraces() {
        assertThat(caller.get("/public/traces").at("/meta/totalItems").asLong()).isEqualTo(3_000);
        assertThat(new Caller(sandbox, sandbox.projects().get(1))
                        .get("/public/traces")
                        .at("/meta/totalItems")
                        .asLong())
                .isEqualTo(500);
    }

    @Test
    void includesTheLowerBoundAndExcludesTheUpper() {
        List<JsonNode> some = caller.page(CORE + "orderBy=timestamp.asc&limit=100");
        String first = some.getFirst().get("timestamp").asString();
        String last = some.getLast().get("timestamp").asString();
        List<JsonNode> window = caller.allPages(ALL + "fromTimestamp=" + first + "&toTimestamp=" + last);
        assertThat(window)
                .isNotEmpty()
                .allSatisfy(trace -> assertThat(trace.get("timestamp").asString())
                        .isGreaterThanOrEqualTo(first)
                        .isLessThan(last));
        assertThat(Caller.ids(window)).contains(some.getFirst().get("id").asString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"id", "timestamp", "name", "userId", "release", "version", "public", "bookmarked", "sessionId"})
    void ordersByEachColumnInBothDirections(String column) {
        Comparator<JsonNode> order =
                Comparator.comparing(trace -> trace.get(column).asString());
        String window = "limit=100&toTimestamp=2026-11-01T02:00:00Z&fields=core&orderBy=" + column;
        assertThat(caller.page(window + ".asc").stream()
                        .filter(trace -> !trace.get(column).isNull()))
                .isNotEmpty()
                .isSortedAccordingTo(order);
        assertThat(caller.page(window + ".desc").stream()
                        .filter(trace -> !trace.get(column).isNull()))
                .isSortedAccordingTo(order.reversed());
    }

    @Test
    void startsWithTheNewestByDefault() {
        assertThat(caller.page("fields=core&limit=100"))
                .isSortedAccordingTo(Comparator.comparing(
                                (JsonNode trace) -> trace.get("timestamp").asString())
                        .reversed());
    }

    @Test
    void pagesOfAClosedWindowByIdHoldEveryTraceOnce() {
        List<String> ids = Caller.ids(caller.allPages(ALL));
        assertThat(ids).hasSize(3_000).doesNotHaveDuplicates();
    }

    @Test
    void tiesAcrossTheBeginOfLiveTrafficStayInTheirWindow() {
        var config = SandboxConfig.fixed(FROM, TO, InstantSource.fixed(TO.plusSeconds(600)), 50)
                .withTracesPerSecond(1)
                .withBehaviour(Behaviour.calm().withTies(1, 3));
        try (var sparse = Sandbox.start(config)) {
            Instant from = TO.minusSeconds(60);
            assertThat(Caller.of(sparse).page(CORE + "orderBy=timestamp.asc&limit=100&fromTimestamp=" + from))
                    .isNotEmpty()
                    .allSatisfy(trace -> assertThat(
                                    Instant.parse(trace.get("timestamp").asString()))
                            .isAfterOrEqualTo(from));
        }
    }

    @Test
    void tiesComeInAnotherOrderOnEachRequestUnlessOrderedById() {
        Set<List<String>> byTimestamp = new HashSet<>();
        Set<List<String>> byId = new HashSet<>();
        for (int n = 0; n < 5; n++) {
            byTimestamp.add(Caller.ids(caller.page(CORE + "limit=100&orderBy=timestamp.asc")));
            byId.add(Caller.ids(caller.page(CORE + "limit=100&orderBy=id.asc")));
        }
        assertThat(byTimestamp).hasSizeGreaterThan(1);
        assertThat(byId).hasSize(1);
    }

    @Test
    void leavesOutExcludedGroupsWithMinusOneAndEmptyArrays() {
        JsonNode core = caller.page("limit=1&fields=core,nonsense").getFirst();
        assertThat(core.get("totalCost").asInt()).isEqualTo(-1);
        assertThat(core.get("latency").asInt()).isEqualTo(-1);
        assertThat(core.get("observations").isEmpty()).isTrue();
        assertThat(core.has("input")).isFalse();

        List<JsonNode> metrics = caller.page("limit=20&fields=metrics,observations");
        assertThat(metrics).anySatisfy(trace -> {
            assertThat(trace.get("totalCost").asDouble()).isPositive();
            assertThat(trace.get("observations").isEmpty()).isFalse();
        });
        assertThat(caller.page("limit=1").getFirst().has("input")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "userId", "sessionId", "version", "release", "environment"})
    void filtersByExactMatch(String member) {
        String value = caller.page("fields=core&limit=100").stream()
                .map(trace -> trace.get(member))
                .filter(node -> !node.isNull())
                .findFirst()
                .orElseThrow()
                .asString();
        List<JsonNode> found = caller.allPages(ALL + member + "=" + value);
        long expected = caller.allPages(ALL).stream()
                .filter(trace -> trace.get(member).asString("").equals(value))
                .count();
        assertThat(found)
                .hasSize((int) expected)
                .allSatisfy(trace -> assertThat(trace.get(member).asString()).isEqualTo(value));
    }

    @Test
    void asksForAnyOfSeveralEnvironments() {
        long some = caller.allPages(ALL).stream()
                .filter(trace -> List.of("dev", "staging")
                        .contains(trace.get("environment").asString()))
                .count();
        assertThat(tagged("environment=dev,staging")).isPositive().isEqualTo(some);
        assertThat(tagged("environment=dev&environment=staging")).isEqualTo(some);
    }

    @Test
    void asksForAllTagsAndSplitsOnlyASingleParameterOnCommas() {
        assertThat(tagged("tags=beta,priority")).isPositive().isEqualTo(withTags("beta", "priority"));
        assertThat(tagged("tags=beta&tags=priority")).isEqualTo(withTags("beta", "priority"));
        assertThat(tagged("tags=" + Caller.encode("zażółć"))).isPositive().isEqualTo(withTags("zażółć"));
        assertThat(withTags("a,b")).isPositive();
        assertThat(tagged("tags=a,b")).isZero();
        assertThat(tagged("tags=a%2Cb")).isZero();
        assertThat(tagged("tags=a%2Cb&tags=a%2Cb")).isEqualTo(withTags("a,b"));
    }

    @ParameterizedTest
    @CsvSource({
        "page=0, too_small",
        "limit=0, too_small",
        "limit=101, too_big",
        "page=x, invalid_type",
        "orderBy=cost.asc, custom",
        "orderBy=timestamp, custom",
        "fromTimestamp=2026-11-01, invalid_string",
        "fromTimestamp=2026-11-01T00:00Z, invalid_string",
        "fromTimestamp=1762000000, invalid_string",
        "toTimestamp=2026-11-01%2000:00:00Z, invalid_string",
        "toTimestamp=2026-11-01T00:00:00%2B0200, invalid_string",
        "toTimestamp=2026-02-31T00:00:00Z, invalid_string"
    })
    void refusesWhatItDoesNotUnderstandAndNamesTheParameter(String query, String code) {
        var answer = caller.answer("/public/traces?" + query);
        JsonNode body = Caller.parse(answer.body());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(body.get("message").asString()).isEqualTo("Invalid request data");
        assertThat(body.at("/error/0/code").asString()).isEqualTo(code);
        assertThat(body.at("/error/0/path/0").asString()).isEqualTo(query.substring(0, query.indexOf('=')));
    }

    @Test
    void acceptsOffsetsAndIgnoresUnknownParameters() {
        assertThat(caller.page("limit=1&nonsense=1&fromTimestamp=2026-11-01T01:00:00%2B01:00"))
                .hasSize(1);
    }

    @Test
    void showsOneTraceWithWholeObservationsThatAddUpToItsCost() {
        JsonNode listed = caller.page("limit=20").stream()
                .filter(trace -> trace.get("observations").size() > 1)
                .findFirst()
                .orElseThrow();
        JsonNode alone = caller.get("/public/traces/" + listed.get("id").asString());
        double sum = Caller.list(alone.get("observations")).stream()
                .mapToDouble(step -> step.get("calculatedTotalCost").asDouble(0))
                .sum();
        assertThat(alone.get("totalCost")).isEqualTo(listed.get("totalCost"));
        assertThat(alone.get("latency")).isEqualTo(listed.get("latency"));
        assertThat(sum).isCloseTo(listed.get("totalCost").asDouble(), offset(1e-9));
        assertThat(caller.answer("/public/traces/00000000-0000-0000-0000-000000000000")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void weighsAboutTwoKilobytesATrace() {
        int bytes = caller.answer("/public/traces?limit=100").body().length();
        assertThat(bytes / 100).isBetween(1_500, 3_000);
    }

    private static long tagged(String query) {
        return caller.get("/public/traces?limit=1&" + query)
                .at("/meta/totalItems")
                .asLong();
    }

    private static long withTags(String... tags) {
        return caller.allPages(ALL).stream()
                .filter(trace -> Caller.list(trace.get("tags")).stream()
                        .map(JsonNode::asString)
                        .toList()
                        .containsAll(List.of(tags)))
                .count();
    }
}
