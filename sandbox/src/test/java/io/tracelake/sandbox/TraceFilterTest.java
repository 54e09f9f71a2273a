package io.tracelake.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.sandbox.traffic.Behaviour;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The {@code filter} parameter, held against the whole list filtered here. Quotes are written as apostrophes. */
class TraceFilterTest {
    private static final String ALL = "orderBy=id.asc&";

    private static Sandbox sandbox;
    private static Caller caller;
    private static List<JsonNode> all;

    @BeforeAll
    static void start() {
        SandboxConfig config = SandboxConfig.fixed(
                Instant.parse("2026-11-01T00:00:00Z"),
                Instant.parse("2026-11-03T00:00:00Z"),
                InstantSource.fixed(Instant.parse("2026-11-05T00:00:00Z")),
                1_500);
        sandbox = Sandbox.start(config.withBehaviour(Behaviour.realistic().withChanges(0.5, Duration.ofHours(1))));
        caller = Caller.of(sandbox);
        all = caller.allPages(ALL);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("conditions")
    void findsExactlyTheTracesThatMeetTheCondition(String condition, Predicate<JsonNode> expected) {
        List<String> ids = Caller.ids(all.stream().filter(expected).toList());
        assertThat(ids).isNotEmpty().hasSizeLessThan(all.size());
        assertThat(Caller.ids(caller.allPages(ALL + filter(condition)))).isEqualTo(ids);
    }

    static Stream<Arguments> conditions() {
        return Stream.of(
                condition("'string','column':'name','operator':'=','value':'chat'", "name", "chat"::equals),
                condition("'string','column':'name','operator':'contains','value':'a'", "name", t -> t.contains("a")),
                condition(
                        "'string','column':'userId','operator':'does not contain','value':'7'",
                        "userId",
                        t -> !t.contains("7")),
                condition(
                        "'string','column':'sessionId','operator':'starts with','value':'session-1'",
                        "sessionId",
                        t -> t.startsWith("session-1")),
                condition(
                        "'string','column':'release','operator':'ends with','value':'.1'",
                        "release",
                        t -> t.endsWith(".1")),
                condition("'string','column':'id','operator':'contains','value':'ab'", "id", t -> t.contains("ab")),
                condition(
                        "'stringOptions','column':'environment','operator':'any of','value':['dev','staging']",
                        "environment",
                        t -> !t.equals("default")),
                condition(
                        "'stringOptions','column':'version','operator':'none of','value':['v1']",
                        "version",
                        t -> !t.equals("v1")),
                node(
                        "'null','column':'version','operator':'is null','value':''",
                        t -> t.get("version").isNull()),
                node(
                        "'null','column':'version','operator':'is not null','value':''",
                        t -> !t.get("version").isNull()),
                node(
                        "'arrayOptions','column':'tags','operator':'any of','value':['a,b','beta']",
                        t -> tags(t).contains("a,b") || tags(t).contains("beta")),
                node(
                        "'arrayOptions','column':'tags','operator':'all of','value':['beta','reviewed']",
                        t -> tags(t).containsAll(List.of("beta", "reviewed"))),
                node(
                        "'arrayOptions','column':'tags','operator':'none of','value':['beta']",
                        t -> !tags(t).contains("beta")),
                node(
                        "'boolean','column':'bookmarked','operator':'=','value':true",
                        t -> t.get("bookmarked").asBoolean()),
                node(
                        "'boolean','column':'bookmarked','operator':'<>','value':true",
                        t -> !t.get("bookmarked").asBoolean()),
                node(
                        "'number','column':'latency','operator':'>','value':4.5",
                        t -> t.get("latency").asDouble() > 4.5),
                node(
                        "'number','column':'latency','operator':'=','value':0",
                        t -> t.get("observations").isEmpty()),
                node(
                        "'number','column':'totalCost','operator':'<=','value':1e-2",
                        t -> t.get("totalCost").asDouble() <= 0.01),
                node(
                        "'number','column':'defaultCount','operator':'>=','value':3",
                        t -> t.get("observations").size() >= 3),
                node(
                        "'datetime','column':'timestamp','operator':'>','value':'2026-11-02T06:00:00.5Z'",
                        t -> time(t).isAfter(Instant.parse("2026-11-02T06:00:00.5Z"))),
                node(
                        "'datetime','column':'timestamp','operator':'<=','value':'2026-11-02'",
                        t -> !time(t).isAfter(Instant.parse("2026-11-02T00:00:00Z"))),
                node(
                        "'stringObject','column':'metadata','key':'region','operator':'=','value':'us-east-1'",
                        t -> t.at("/metadata/region").asString("").equals("us-east-1")),
                node(
                        "'stringObject','column':'metadata','key':'attempt','operator':'=','value':'2'",
                        t -> t.at("/metadata/attempt").asInt(0) == 2),
                node(
                        "'stringObject','column':'metadata','key':'experiment','operator':'contains','value':'control'",
                        t -> t.at("/metadata/experiment/arm").asString("").equals("control")),
                node(
                        "'stringObject','column':'metadata','key':'region','operator':'does not contain','value':'eu'",
                        t -> !t.at("/metadata/region").asString("").contains("eu")));
    }

    @Test
    void knowsThatNoTraceHasScores() {
        assertThat(found("[{'type':'numberObject','column':'scores_avg','key':'k','operator':'>','value':0}]"))
                .isZero();
        assertThat(
                        found(
                                "[{'type':'categoryOptions','column':'score_categories','key':'k','operator':'none of','value':['x']}]"))
                .isEqualTo(all.size());
    }

    @Test
    void wantsEveryConditionAndEverySimpleParameterMet() {
        String two = "[{'type':'string','column':'environment','operator':'=','value':'default'},"
                + "{'type':'number','column':'latency','operator':'<','value':5}]";
        assertThat(caller.allPages(ALL + "name=chat&" + query(two)))
                .hasSize((int) all.stream()
                        .filter(t -> t.get("name").asString("").equals("chat")
                                && t.get("environment").asString().equals("default")
                                && t.get("latency").asDouble() < 5)
                        .count())
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "name, name=nobody, string, contains, 'a'",
        "userId, userId=nobody, string, starts with, 'user'",
        "sessionId, sessionId=nobody, string, starts with, 's'",
        "version, version=v9, string, starts with, 'v'",
        "release, release=9, string, starts with, '1'",
        "environment, environment=nowhere, string, =, 'default'",
        "tags, tags=none, arrayOptions, any of, ['beta']",
        "timestamp, toTimestamp=2026-01-01T00:00:00Z, datetime, <, '2026-11-02'",
        "timestamp, fromTimestamp=2027-01-01T00:00:00Z, datetime, >=, '2026-11-02'"
    })
    void winsOverTheSimpleParameterOfTheSameColumnOnly(
            String column, String simple, String type, String operator, String value) {
        String filter = "[{'type':'%s','column':'%s','operator':'%s','value':%s}]"
                .formatted(type, column, operator, value.startsWith("[") ? value : "'" + value + "'");
        assertThat(found(filter, simple)).isPositive().isEqualTo(found(filter));
        assertThat(found("[{'type':'number','column':'latency','operator':'>=','value':0}]", simple))
                .isZero();
    }

    @Test
    void boundsATimestampToTheMillisecond() {
        Instant bound = time(all.get(700));
        long before = all.stream().filter(t -> time(t).isBefore(bound)).count();
        long at = all.stream().filter(t -> time(t).equals(bound)).count();
        assertThat(at).isPositive();
        assertThat(bounded("<", bound)).isEqualTo(before);
        assertThat(bounded("<=", bound)).isEqualTo(before + at);
        assertThat(bounded(">", bound)).isEqualTo(all.size() - before - at);
        assertThat(bounded(">=", bound)).isEqualTo(all.size() - before);
        assertThat(found("[{'type':'datetime','column':'timestamp','operator':'>=','value':'%1$s'},".formatted(bound)
                        + "{'type':'datetime','column':'timestamp','operator':'<=','value':%d}]"
                                .formatted(bound.toEpochMilli())))
                .isEqualTo(at);
    }

    private static long bounded(String operator, Instant bound) {
        return found(
                "[{'type':'datetime','column':'timestamp','operator':'%s','value':'%s'}]".formatted(operator, bound));
    }

    @Test
    void takesAnEmptyFilterForNone() {
        assertThat(found("")).isEqualTo(all.size());
        assertThat(found("[]")).isEqualTo(all.size());
    }

    @Test
    void takesAFilterOfManyConditions() {
        String one =
                "{'type':'stringOptions','column':'environment','operator':'any of','value':['default','dev','staging']}";
        assertThat(found("[" + Stream.generate(() -> one).limit(40).collect(Collectors.joining(",")) + "]"))
                .isEqualTo(all.size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | invalid_type | ",
                "[1] | invalid_type | 0",
                "[{}] | invalid_union_discriminator | 0/type",
                "[{'type':'positionInTrace'}] | invalid_union_discriminator | 0/type",
                "[{'type':'string'}] | invalid_type | 0/column",
                "[{'type':'string','column':'name','operator':'like','value':'x'}] | invalid_enum_value | 0/operator",
                "[{'type':'string','column':'name','operator':'=','value':1}] | invalid_type | 0/value",
                "[{'type':'string','column':'name','operator':'='}] | invalid_type | 0/value",
                "[{'type':'number','column':'latency','operator':'=','value':'1'}] | invalid_type | 0/value",
                "[{'type':'number','column':'latency','operator':'=','value':1e999}] | not_finite | 0/value",
                "[{'type':'boolean','column':'bookmarked','operator':'=','value':'true'}] | invalid_type | 0/value",
                "[{'type':'null','column':'name','operator':'is null'}] | invalid_literal | 0/value",
                "[{'type':'stringOptions','column':'name','operator':'any of','value':[]}] | custom | 0/value",
                "[{'type':'arrayOptions','column':'tags','operator':'any of','value':['a',2]}] | invalid_type | 0/value/1",
                "[{'type':'stringObject','column':'metadata','operator':'=','value':'x'}] | invalid_type | 0/key",
                "[{'type':'datetime','column':'timestamp','operator':'>','value':'soon'}] | invalid_date | 0/value",
                "[{'type':'datetime','column':'timestamp','operator':'>','value':9e99}] | invalid_date | 0/value"
            })
    void refusesWhatHasNotTheFormOfAConditionAndNamesThePlace(String filter, String code, String path) {
        var answer = caller.answer("/public/traces?" + query(filter));
        JsonNode body = Caller.parse(answer.body());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(body.get("message").asString()).isEqualTo("Invalid request data");
        assertThat(body.at("/error/0/code").asString()).isEqualTo(code);
        assertThat(Caller.list(body.at("/error/0/path")).stream().map(JsonNode::asString))
                .containsExactly(("filter" + (path == null ? "" : "/" + path)).split("/"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense",
                "[{}",
                "[] []",
                "[{'type':'datetime','column':'updatedAt','operator':'>','value':'2026-11-01'}]",
                "[{'type':'datetime','column':'createdAt','operator':'>','value':'2026-11-01'}]",
                "[{'type':'boolean','column':'public','operator':'=','value':true}]",
                "[{'type':'string','column':'nonsense','operator':'=','value':''}]",
                "[{'type':'number','column':'name','operator':'=','value':1}]",
                "[{'type':'numberObject','column':'metadata','key':'attempt','operator':'=','value':1}]"
            })
    void refusesOtherJsonAndColumnsThatDoNotSuitWithAMessage(String filter) {
        var answer = caller.answer("/public/traces?" + query(filter));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Caller.parse(answer.body()).get("message").asString()).isNotBlank();
        assertThat(Caller.parse(answer.body()).get("error").asString()).isEqualTo("InvalidRequestError");
    }

    private static long found(String filter, String... more) {
        return caller.get("/public/traces?limit=1&" + query(filter) + "&" + String.join("&", more))
                .at("/meta/totalItems")
                .asLong();
    }

    private static Arguments condition(String condition, String member, Predicate<String> expected) {
        return node(
                condition,
                trace -> !trace.get(member).isNull()
                        && expected.test(trace.get(member).asString()));
    }

    private static Arguments node(String condition, Predicate<JsonNode> expected) {
        return Arguments.of(condition, expected);
    }

    private static String filter(String condition) {
        return query("[{'type':" + condition + "}]");
    }

    private static String query(String filter) {
        return "filter=" + Caller.encode(filter.replace('\'', '"'));
    }

    private static List<String> tags(JsonNode trace) {
        return Caller.list(trace.get("tags")).stream().map(JsonNode::asString).toList();
    }

    private static Instant time(JsonNode trace) {
        return Instant.parse(trace.get("timestamp").asString());
    }
}
