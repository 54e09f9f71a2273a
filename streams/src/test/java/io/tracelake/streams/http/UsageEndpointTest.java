package io.tracelake.streams.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.tracelake.schemas.Topic;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.Trace;
import io.tracelake.schemas.Usage;
import io.tracelake.streams.config.EndpointConfig;
import io.tracelake.streams.query.LiveUsage;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import io.tracelake.testkit.Records;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

@ExtendWith(KafkaExtension.class)
@Timeout(180)
class UsageEndpointTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SPAN = "&from=2026-03-01&to=2026-03-10";
    private static final List<String> PROJECTS = List.of(
            "p", "a b", "a+b", "a%2Fb", "a&to=x", "a#b?c", "a;b", "ünï", "\uD83D\uDE80", "..", "a,b", "'\"<>\\", "p2");
    private static final List<String> TAGS = List.of("", "a", "a,b", "a/b", "a;b", "a&b", "z%", "ż", "\uD83D\uDE80");

    private static final String LONG = "LONG";

    @TempDir
    Path state;

    @Test
    void eitherInstanceAnswersForEveryProjectWithWhatWasPublished(KafkaCluster cluster) throws Exception {
        write(cluster, traces(1, 600));
        try (var a = Instance.start(cluster.config(), state.resolve("a"));
                var b = Instance.start(cluster.config(), state.resolve("b"))) {
            a.awaitRunning();
            b.awaitRunning();
            awaitPublished(a, cluster, Topics.USAGE_DAILY, "daily", 600);
            awaitPublished(b, cluster, Topics.USAGE_HOURLY, "hourly", 600);

            int ownedByA = 0;
            for (String project : PROJECTS) {
                String path = usage(project, SPAN);
                HttpResponse<String> fromA = a.get(path);
                assertThat(fromA.statusCode()).isEqualTo(200);
                assertThat(fromA.headers().firstValue("Content-Type")).hasValue("application/json");
                assertThat(b.get(path).body()).isEqualTo(fromA.body());

                var passedOn = List.of(
                        a.get(path, Forwarding.HEADER, "1").statusCode(),
                        b.get(path, Forwarding.HEADER, "1").statusCode());
                assertThat(passedOn).containsExactlyInAnyOrder(200, 503);
                ownedByA += passedOn.getFirst() == 200 ? 1 : 0;
            }
            assertThat(ownedByA).isBetween(1, PROJECTS.size() - 1);
        }
    }

    @Test
    void theInstanceThatIsLeftAnswersWithExactTotals(KafkaCluster cluster) throws Exception {
        write(cluster, traces(2, 300));
        try (var a = Instance.start(cluster.config(), state.resolve("a"))) {
            var b = Instance.start(cluster.config(), state.resolve("b"));
            try (b) {
                a.awaitRunning();
                b.awaitRunning();
                awaitPublished(b, cluster, Topics.USAGE_DAILY, "daily", 300);
            }
            for (String project : PROJECTS) {
                HttpResponse<String> first = a.get(usage(project, SPAN));
                assertThat(first.statusCode()).isIn(200, 503);
            }
            write(cluster, traces(3, 300));
            awaitPublished(a, cluster, Topics.USAGE_DAILY, "daily", 600);
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> b.get("/health"));
        }
    }

    @Test
    void theInstanceThatIsLeftAnswersWithExactTotalsThoughTheOtherWasKilled(KafkaCluster cluster) throws Exception {
        write(cluster, traces(8, 300));
        try (var a = Instance.start(cluster.config(), state.resolve("a"))) {
            try (var b = OtherProcess.start(cluster.config(), state.resolve("b"))) {
                a.awaitRunning();
                awaitPublished(a, cluster, Topics.USAGE_DAILY, "daily", 300);
                String path = Objects.requireNonNull(ownedByAnother(a));
                write(cluster, traces(9, 300));
                b.kill();

                HttpResponse<String> unreachable = a.get(path);
                assertProblem(unreachable, 503, "Service Unavailable");
                assertThat(unreachable.body()).contains(b.uri().getAuthority());
            }
            awaitPublished(a, cluster, Topics.USAGE_DAILY, "daily", 600);
        }
    }

    @Test
    void neverShowsHalfRestoredNumbers(KafkaCluster cluster) throws Exception {
        List<Trace> traces = IntStream.range(0, 10_000)
                .mapToObj(i -> Trace.newBuilder(Records.trace(4, i % 4_000))
                        .setTraceId("t" + i)
                        .setProjectId("p")
                        .setTags(List.of("tag" + i % 500))
                        .build())
                .toList();
        write(cluster, traces);
        String path = usage("p", SPAN + "&granularity=hourly");
        String complete;
        try (var first = Instance.start(cluster.config(), state.resolve("first"))) {
            first.awaitRunning();
            awaitPublished(first, cluster, Topics.USAGE_HOURLY, "hourly", traces.size(), List.of("p"));
            complete = first.get(path).body();
        }
        try (var second = Instance.start(cluster.config(), state.resolve("second"))) {
            int before = 0;
            HttpResponse<String> answer = second.get(path);
            for (; answer.statusCode() != 200; answer = second.get(path)) {
                assertProblem(answer, 503, "Service Unavailable");
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
                before++;
            }
            assertThat(before).isPositive();
            assertThat(answer.body()).isEqualTo(complete);
        }
    }

    @Test
    void answersForOneTagOrOneScope(KafkaCluster cluster) throws Exception {
        write(cluster, traces(5, 300));
        try (var instance = Instance.start(cluster.config(), state)) {
            instance.awaitRunning();
            awaitPublished(instance, cluster, Topics.USAGE_DAILY, "daily", 300);

            List<JsonNode> all = rows(instance.get(usage("p", SPAN)));
            for (String tag : TAGS) {
                assertThat(rows(instance.get(usage("p", SPAN + "&tag=" + Instance.encoded(tag)))))
                        .as("tag '%s'", tag)
                        .isNotEmpty()
                        .isEqualTo(all.stream()
                                .filter(row -> tag.equals(row.get("tag").stringValue(null)))
                                .toList());
            }
            for (String scope : List.of("PROJECT", "TAG", "UNTAGGED")) {
                assertThat(rows(instance.get(usage("p", SPAN + "&scope=" + scope))))
                        .as(scope)
                        .isNotEmpty()
                        .isEqualTo(all.stream()
                                .filter(row -> scope.equals(row.get("scope").stringValue()))
                                .toList());
            }
            assertThat(rows(instance.get(usage("p", SPAN + "&tag=never")))).isEmpty();
            assertThat(rows(instance.get(usage("nobody", SPAN)))).isEmpty();
            assertThat(rows(instance.get(usage("p", "&from=2026-03-01&to=2026-03-01T00:00:01Z"))))
                    .isNotEmpty()
                    .allSatisfy(row ->
                            assertThat(row.get("window_start").stringValue()).isEqualTo("2026-03-01T00:00:00Z"));
            assertThat(rows(instance.get(usage("p", "&from=2026-03-01T00:00:01Z&to=2026-03-02"))))
                    .isEmpty();
        }
    }

    @Test
    void givesEveryRowOfALongAnswerOnce(KafkaCluster cluster) throws Exception {
        List<Trace> traces = IntStream.range(0, 1_500)
                .mapToObj(i -> Trace.newBuilder(Records.trace(6, i % 60))
                        .setTraceId("t" + i)
                        .setProjectId("p")
                        .setTags(List.of("t" + i))
                        .build())
                .toList();
        write(cluster, traces);
        try (var a = Instance.start(cluster.config(), state.resolve("a"));
                var b = Instance.start(cluster.config(), state.resolve("b"))) {
            a.awaitRunning();
            b.awaitRunning();
            awaitPublished(a, cluster, Topics.USAGE_DAILY, "daily", 1_500, List.of("p"));
            awaitPublished(b, cluster, Topics.USAGE_DAILY, "daily", 1_500, List.of("p"));
            assertThat(rows(a.get(usage("p", SPAN + "&scope=TAG")))).hasSize(1_500);
        }
    }

    @Test
    void breaksOffRatherThanLookWhole(KafkaCluster cluster) throws Exception {
        write(cluster, traces(7, 100));
        try (var broken = OtherServer.answering("HTTP/1.1 200 OK", "application/json", 100, "{\"rows\":[");
                var a = Instance.start(cluster.config(), state.resolve("a"));
                var b = Instance.start(cluster.config(), state.resolve("b"), "127.0.0.1:" + broken.port())) {
            a.awaitRunning();
            b.awaitRunning();
            String path = await().atMost(PATIENCE).until(() -> ownedByAnother(a), Objects::nonNull);
            var answer = HttpClient.newHttpClient()
                    .sendAsync(
                            HttpRequest.newBuilder(URI.create(a.uri() + path)).build(), BodyHandlers.ofInputStream())
                    .get();
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body().read()).isEqualTo('{');
            broken.breakOff();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> answer.body().readAllBytes());

            HttpResponse<String> gone = a.get(path);
            assertProblem(gone, 503, "Service Unavailable");
            assertThat(gone.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(gone.body()).contains("127.0.0.1:" + broken.port());
        }
    }

    private static @Nullable String ownedByAnother(Instance instance) throws Exception {
        for (String project : PROJECTS) {
            String path = usage(project, SPAN);
            HttpResponse<String> answer = instance.get(path, Forwarding.HEADER, "1");
            if (answer.statusCode() == 503 && answer.body().contains("neither of two")) {
                return path;
            }
        }
        return null;
    }

    /** The server on its own: nothing is read yet. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "GET  | /usage                            | 400 | Bad Request         | project: must be given",
                "GET  | /usage?project=                   | 400 | Bad Request         | project: must be given",
                "GET  | /usage?project=%20                | 400 | Bad Request         | project: must be given",
                "GET  | /usage?project=p&project=q        | 400 | Bad Request         | project: must be given once",
                "GET  | /usage?project=p&granularity=week | 400 | Bad Request         | granularity: must be",
                "GET  | /usage?project=p&from=x           | 400 | Bad Request         | from: must be an instant",
                "GET  | /usage?project=p&to=2026-02-30    | 400 | Bad Request         | to: must be an instant",
                "GET  | /usage?project=p&from=2030-01-02&to=2030-01-02 | 400 | Bad Request | from: must be before to",
                "GET  | /usage?project=p&from=1900-01-01  | 400 | Bad Request         | at most 10000 windows",
                "GET  | /usage?project=p&limit=1          | 400 | Bad Request         | 'limit' is no parameter",
                "GET  | /usage?project=p                  | 503 | Service Unavailable | STOPPED",
                "GET  | /                                 | 404 | Not Found           | There is nothing at /",
                "GET  | /usage/x                          | 404 | Not Found           | There is nothing at /usage/x",
                "GET  | /public/traces                    | 404 | Not Found           | There is nothing at",
                "POST | /usage?project=p                  | 405 | Method Not Allowed  | Only GET",
                "HEAD | /usage?project=p                  | 405 | Method Not Allowed  | \"\"",
                "DELETE | /health                         | 405 | Method Not Allowed  | Only GET",
            })
    void saysWhatIsWrongAsAProblem(String method, String path, int status, String title, String detail)
            throws Exception {
        try (var endpoint =
                Endpoint.start(new EndpointConfig("127.0.0.1", 0, null), new LiveUsage(), InstantSource.system())) {
            var answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(endpoint.uri() + path))
                                    .method(method, HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.ofString());
            if (method.equals("HEAD")) {
                assertThat(answer.statusCode()).isEqualTo(status);
                return;
            }
            assertProblem(answer, status, title);
            assertThat(JSON.readTree(answer.body()).get("detail").stringValue()).contains(detail);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/usage?project=%zz", "/usage?project=%c3%28", "/usage?project=p&from=%", "/%zz", "//", "*", LONG
            })
    void answersAMalformedRequestWithAProblem(String path) throws Exception {
        try (var endpoint = Endpoint.start(
                        new EndpointConfig("127.0.0.1", 0, null), new LiveUsage(), InstantSource.system());
                var socket = new Socket(
                        InetAddress.getLoopbackAddress(), endpoint.uri().getPort())) {
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .formatted(path.replace(LONG, "/" + "x".repeat(70_000)))
                            .getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).containsPattern("HTTP/1.[01] (400|404|413|503) ").contains("application/problem+json");
            assertThat(answer).doesNotContainIgnoringCase("exception").doesNotContain("micronaut");
        }
    }

    @Test
    void tellsNobodyHowItFailed() throws Exception {
        InstantSource broken = () -> {
            throw new IllegalStateException("the inside");
        };
        try (var endpoint = Endpoint.start(new EndpointConfig("127.0.0.1", 0, null), new LiveUsage(), broken)) {
            var answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(endpoint.uri() + "/usage?project=p"))
                                    .build(),
                            BodyHandlers.ofString());

            assertProblem(answer, 500, "Internal Server Error");
            assertThat(answer.body()).doesNotContain("the inside").doesNotContain("Exception");
        }
    }

    @Test
    void isNotHealthyBeforeItRuns() throws Exception {
        try (var endpoint =
                Endpoint.start(new EndpointConfig("127.0.0.1", 0, null), new LiveUsage(), InstantSource.system())) {
            var answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(endpoint.uri() + "/health"))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("{\"state\":\"STOPPED\"}");
        }
    }

    @Test
    void namesTheSettingIfThePortIsInUse() throws Exception {
        try (var taken = new ServerSocket(0)) {
            var config = new EndpointConfig("127.0.0.1", taken.getLocalPort(), null);

            assertThatIllegalStateException()
                    .isThrownBy(() -> Endpoint.start(config, new LiveUsage(), InstantSource.system()))
                    .withMessageStartingWith("streams.listen: cannot listen on 127.0.0.1:" + taken.getLocalPort())
                    .withMessageContaining("in use")
                    .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
        }
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String title) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.propertyNames()).containsExactly("type", "title", "status", "detail");
        assertThat(problem.get("type").stringValue()).isEqualTo("about:blank");
        assertThat(problem.get("title").stringValue()).isEqualTo(title);
        assertThat(problem.get("status").intValue()).isEqualTo(status);
    }

    private static List<Trace> traces(long seed, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Trace.newBuilder(Records.trace(seed, i))
                        .setProjectId(PROJECTS.get(i % PROJECTS.size()))
                        .setTags(
                                i % 5 == 0
                                        ? List.of()
                                        : List.of(TAGS.get(i % TAGS.size()), TAGS.get((i + i / 3) % TAGS.size())))
                        .build())
                .toList();
    }

    private static void write(KafkaCluster cluster, List<Trace> traces) throws Exception {
        cluster.createTopics();
        try (var producer = cluster.producer(null)) {
            // One by one at first: a partition that is still being created takes batches out of order.
            for (Trace trace : traces.subList(0, 20)) {
                producer.send(record(cluster, trace)).get();
            }
            var sent = traces.stream()
                    .skip(20)
                    .map(trace -> producer.send(record(cluster, trace)))
                    .toList();
            for (var written : sent) {
                written.get();
            }
        }
    }

    private static ProducerRecord<String, byte[]> record(KafkaCluster cluster, Trace trace) {
        return new ProducerRecord<>(
                cluster.config().topic(Topics.TRACES), Records.key(trace), Topics.TRACES.encode(trace));
    }

    private static void awaitPublished(
            Instance instance, KafkaCluster cluster, Topic<Usage> topic, String granularity, long traces) {
        awaitPublished(instance, cluster, topic, granularity, traces, PROJECTS);
    }

    private static void awaitPublished(
            Instance instance,
            KafkaCluster cluster,
            Topic<Usage> topic,
            String granularity,
            long traces,
            List<String> projects) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<Usage> published = cluster.reader(topic).newest().values().stream()
                    .map(record -> Objects.requireNonNull(record.value()))
                    .sorted(Comparator.comparing(Usage::getWindowStart)
                            .thenComparing(Usage::getScope)
                            .thenComparing(UsageEndpointTest::tagBytes, Arrays::compareUnsigned))
                    .toList();
            long counted = 0;
            for (String project : projects) {
                List<Usage> expected = published.stream()
                        .filter(row -> row.getProjectId().equals(project))
                        .toList();
                HttpResponse<String> answer = instance.get(usage(project, SPAN + "&granularity=" + granularity));
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                JsonNode document = JSON.readTree(answer.body());
                assertThat(document.propertyNames()).containsExactly("project_id", "granularity", "from", "to", "rows");
                assertThat(document.get("project_id").stringValue()).isEqualTo(project);
                assertThat(document.get("granularity").stringValue()).isEqualTo(granularity);
                assertThat(document.get("from").stringValue()).isEqualTo("2026-03-01T00:00:00Z");
                assertThat(document.get("to").stringValue()).isEqualTo("2026-03-10T00:00:00Z");
                assertThat(rows(answer))
                        .isEqualTo(
                                expected.stream().map(UsageEndpointTest::json).toList());
                counted += expected.stream()
                        .filter(row ->
                                row.getTag() == null && row.getScope().name().equals("PROJECT"))
                        .mapToLong(Usage::getTraces)
                        .sum();
            }
            assertThat(counted).isEqualTo(traces);
        });
    }

    private static byte[] tagBytes(Usage row) {
        return String.valueOf(row.getTag()).getBytes(StandardCharsets.UTF_8);
    }

    /** A row as the document has it, from the record's own names. */
    private static JsonNode json(Usage row) {
        var json = JSON.createObjectNode();
        for (var field : row.getSchema().getFields()) {
            switch (row.get(field.pos())) {
                case null -> json.putNull(field.name());
                case Integer number -> json.put(field.name(), number);
                case Long number ->
                    json.put(field.name(), JSON.readTree(number.toString()).intValue());
                case Double number -> json.put(field.name(), number);
                case BigDecimal decimal -> json.put(field.name(), decimal.toPlainString());
                case Object other -> json.put(field.name(), other.toString());
            }
        }
        json.remove("project_id");
        return json;
    }

    private static List<JsonNode> rows(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var rows = new ArrayList<JsonNode>();
        JSON.readTree(answer.body()).get("rows").forEach(rows::add);
        return rows;
    }

    private static String usage(String project, String more) {
        return "/usage?project=" + Instance.encoded(project) + more;
    }
}
