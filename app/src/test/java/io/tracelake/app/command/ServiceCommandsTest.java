package io.tracelake.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.sandbox.SandboxProject;
import io.tracelake.sandbox.traffic.Behaviour;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code traces} and {@code metrics} against a real service: two projects of history, one row in ten malformed. */
class ServiceCommandsTest {
    private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-03-02T00:00:00Z");
    private static final int TRACES = 120;

    private static Sandbox sandbox;
    private static SandboxProject first;
    private static SandboxProject second;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        sandbox =
                Sandbox.start(SandboxConfig.fixed(FROM, TO, InstantSource.fixed(TO.plusSeconds(86_400)), TRACES, TRACES)
                        .withBehaviour(Behaviour.calm().withMalformed(0.1)));
        first = sandbox.projects().getFirst();
        second = sandbox.projects().getLast();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void listsEveryRowOfAPageAlsoTheMalformedOnes() throws IOException {
        var list = window("traces", "list", "--limit", "100", "--json").json();

        assertThat(list.at("/projectId").asString()).isEqualTo(first.id());
        assertThat(list.at("/meta/totalItems").asInt()).isEqualTo(TRACES);
        assertThat(list.at("/meta/totalPages").asInt()).isEqualTo(2);
        assertThat(list.at("/traces")).hasSize(100);
        assertThat(list.at("/traces")).anySatisfy(row -> {
            assertThat(row.at("/malformed/detail").asString()).isNotBlank();
            assertThat(row.at("/malformed/payload").isObject()).isTrue();
        });
        assertThat(valid(list))
                .anySatisfy(
                        trace -> assertThat(trace.at("/input/messages/0/role").asString())
                                .isNotBlank());
        assertThat(valid(list)).allSatisfy(trace -> {
            assertThat(trace.at("/totalCost").isNumber()).isTrue();
            assertThat(Instant.parse(trace.at("/timestamp").asString())).isBetween(FROM, TO);
        });
    }

    @Test
    void showsMalformedRowsInTheTable() throws IOException {
        var ran = window("traces", "list", "--limit", "100");

        assertThat(ran.out()).contains("! malformed: ").contains("page 1 of 2, 100 rows, 120 in all");
        assertThat(ran.out().lines()).hasSize(102);
    }

    @Test
    void passesFiltersAndOrderOn() throws IOException {
        var ascending = valid(window("traces", "list", "--order-by", "timestamp.asc", "--json")
                .json());
        String name = ascending.getFirst().at("/name").asString();
        String user = ascending.getFirst().at("/userId").asString();

        assertThat(ascending)
                .extracting(trace -> trace.at("/timestamp").asString())
                .isSorted();
        assertThat(valid(window("traces", "list", "--name", name, "--user-id", user, "--json")
                        .json()))
                .isNotEmpty()
                .allSatisfy(trace -> {
                    assertThat(trace.at("/name").asString()).isEqualTo(name);
                    assertThat(trace.at("/userId").asString()).isEqualTo(user);
                });
        assertThat(window("traces", "list", "--tags", "no-such-tag", "--json")
                        .json()
                        .at("/traces"))
                .isEmpty();
        assertThat(window("traces", "list", "--page", "2", "--limit", "100", "--json")
                        .json()
                        .at("/traces"))
                .hasSize(20);
    }

    @Test
    void passesTheFilterOnAndKeepsTheWindow() throws IOException {
        var costly = valid(window("traces", "list", "--json", "--filter", """
                [{"type": "number", "column": "totalCost", "operator": ">", "value": 0.01},
                 {"type": "stringOptions", "column": "environment", "operator": "none of", "value": ["dev"]}]
                """).json());
        assertThat(costly).isNotEmpty().allSatisfy(trace -> {
            assertThat(trace.at("/totalCost").asDouble()).isGreaterThan(0.01);
            assertThat(trace.at("/environment").asString()).isNotEqualTo("dev");
        });

        var noon = run(
                "traces",
                "list",
                "--project",
                first.id(),
                "--json",
                "--from-timestamp",
                "2026-03-01T12:00:00Z",
                "--to-timestamp",
                "2026-03-02",
                "--filter",
                "[{\"type\":\"datetime\",\"column\":\"timestamp\",\"operator\":\"<\",\"value\":\"2026-03-01T18:00:00Z\"}]");
        assertThat(valid(noon.json()))
                .isNotEmpty()
                .allSatisfy(trace ->
                        assertThat(trace.at("/timestamp").asString()).isBetween("2026-03-01T12", "2026-03-01T18"));
    }

    @Test
    void showsWhyTheServiceRefusesAFilter() throws IOException {
        var ran = run("traces", "list", "--project", first.id(), "--filter", """
                [{"type":"datetime","column":"updatedAt","operator":">","value":"2026-03-01"}]""");

        assertThat(ran.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(ran.err()).contains("400", "updatedAt").hasLineCount(1);
    }

    @Test
    void getsOneTraceWithItsInputAsItIs() throws IOException {
        var listed = valid(window("traces", "list", "--json").json()).getFirst();
        String id = listed.at("/id").asString();

        var got = run("traces", "get", "--project", first.id(), id, "--json");

        assertThat(got.json().at("/trace/input")).isEqualTo(listed.at("/input"));
        assertThat(got.json().at("/trace/totalCost")).isEqualTo(listed.at("/totalCost"));
        assertThat(run("traces", "get", "--project", first.id(), id).out()).contains(id, "input  ");
    }

    @Test
    void saysInOneLineThatThereIsNoSuchTrace() throws IOException {
        var ran = run("traces", "get", "--project", first.id(), "no-such");

        assertThat(ran.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(ran.err()).contains(first.name(), "no-such").hasLineCount(1);
    }

    @Test
    void showsTheDaysOfAProjectByName() throws IOException {
        var arguments = new String[] {
            "metrics",
            "daily",
            "--project",
            second.name(),
            "--from-timestamp",
            "2026-03-01",
            "--to-timestamp",
            "2026-03-03"
        };
        var days = run(with(arguments, "--json")).json();

        assertThat(days.at("/projectId").asString()).isEqualTo(second.id());
        assertThat(days.at("/days/0/date").asString()).startsWith("2026-03-0");
        assertThat(StreamSupport.stream(days.at("/days").spliterator(), false)
                        .mapToInt(day -> day.at("/countTraces").asInt())
                        .sum())
                .isEqualTo(TRACES);
        assertThat(days.at("/days/0/usage/0/totalCost").isNumber()).isTrue();
        assertThat(run(arguments).out()).contains("2026-03-01", "USD");
    }

    @Test
    void findsTheSandboxOfTheLastUp() throws IOException {
        URI root = sandbox.analyticsUri().resolve("/");
        Files.writeString(directory.resolve("up.properties"), "sandbox.url=" + root + "\n");
        var config = write("data: " + directory);

        var ran = Ran.with(config, "metrics", "daily", "--project", first.name(), "--json");

        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(ran.json().at("/projectId").asString()).isEqualTo(first.id());
    }

    @Test
    void asksForAServiceInOneLineIfThereIsNone() throws IOException {
        var ran = Ran.with(write("data: " + directory), "traces", "list");

        assertThat(ran.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(ran.err()).contains("analytics.base-url", "tracelake up").hasLineCount(1);
    }

    @Test
    void namesTheProjectWhoseKeysAreRefused() throws IOException {
        var ran = Ran.with(write(project(first.id(), "sk-lf-nobodys")), "traces", "list", "--project", first.id());

        assertThat(ran.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(ran.err()).contains("project '" + first.id() + "'", "401").hasLineCount(1);
        assertThat(ran.err() + ran.out()).doesNotContain("sk-lf-nobodys");
    }

    @Test
    void refusesKeysThatOpenAnotherProject() throws IOException {
        var ran = Ran.with(write(project(first.id(), second.secretKey())), "traces", "list");

        assertThat(ran.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(ran.err())
                .contains("opens another project, '" + second.id() + "'")
                .hasLineCount(1);
    }

    @Test
    void namesTheChoiceIfNoProjectIsGiven() throws IOException {
        var ran = run("traces", "list");

        assertThat(ran.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(ran.err()).contains("--project", first.id(), second.id()).hasLineCount(1);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "traces",
                "metrics",
                "traces list --limit 101",
                "traces list --page 0",
                "traces list --order-by cost.desc",
                "traces list --fields all",
                "traces list --filter name=chat",
                "traces list --filter {}",
                "traces list --filter [1]",
                "traces list --filter [{\"type\":\"string\",\"column\":\"name\",\"operator\":\">\",\"value\":\"a\"}]",
                "traces list --from-timestamp yesterday",
                "traces list --from-timestamp 2026-03-02 --to-timestamp 2026-03-01",
                "traces get",
                "metrics daily --limit 0"
            })
    void refusesWrongUsageInOneLine(String line) throws IOException {
        var ran = run(line.split(" ", -1));

        assertThat(ran.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("tracelake: ").hasLineCount(1);
    }

    private Ran window(String... arguments) throws IOException {
        var ran = run(with(
                arguments,
                "--project",
                first.id(),
                "--from-timestamp",
                FROM.toString(),
                "--to-timestamp",
                TO.toString()));
        assertThat(ran.status()).as(ran.err()).isZero();
        return ran;
    }

    private static String[] with(String[] arguments, String... more) {
        return IntStream.range(0, arguments.length + more.length)
                .mapToObj(i -> i < arguments.length ? arguments[i] : more[i - arguments.length])
                .toArray(String[]::new);
    }

    private Ran run(String... arguments) throws IOException {
        return Ran.with(
                write("""
                        analytics: {base-url: '%s'}
                        organizations: {base-url: '%s', organization-id: '%s', api-key: '%s', token: '%s'}
                        """.formatted(
                                sandbox.analyticsUri(),
                                sandbox.organizationsUri(),
                                sandbox.organizationId(),
                                sandbox.apiKey(),
                                sandbox.token())),
                arguments);
    }

    private static String project(String id, String secretKey) {
        return """
                analytics: {base-url: '%s'}
                projects: [{id: '%s', public-key: pk-lf-test, secret-key: '%s'}]
                """.formatted(sandbox.analyticsUri(), id, secretKey);
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(directory.resolve("test.yml"), yaml);
    }

    private static java.util.List<JsonNode> valid(JsonNode list) {
        return StreamSupport.stream(list.at("/traces").spliterator(), false)
                .filter(row -> !row.has("malformed"))
                .toList();
    }
}
