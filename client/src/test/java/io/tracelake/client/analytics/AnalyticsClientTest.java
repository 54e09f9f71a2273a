package io.tracelake.client.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracelake.client.KeyPair;
import io.tracelake.client.Secret;
import io.tracelake.client.http.HttpLimits;
import io.tracelake.client.http.NotFoundException;
import io.tracelake.client.testing.RawServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalyticsClientTest {
    private static final KeyPair KEYS = new KeyPair("pk-lf-1", Secret.of("sk-lf-1"));
    private static final Instant FROM = Instant.parse("2026-11-20T15:00:00Z");
    private static final Instant TO = Instant.parse("2026-11-20T16:00:00.5Z");
    private static final RawServer.Answer EMPTY = RawServer.json(200, "{\"data\":[],\"meta\":{}}");

    @ParameterizedTest
    @CsvSource({
        "'', /api/public/traces",
        "/, /api/public/traces",
        "/api, /api/public/traces",
        "/api/, /api/public/traces",
        "/ma-langfuse-server-ms/v1/api, /ma-langfuse-server-ms/v1/api/public/traces",
        "/behind/a/proxy/, /behind/a/proxy/api/public/traces",
    })
    void reachesTheServiceUnderAnyBase(String base, String path) throws IOException {
        try (RawServer server = RawServer.start(EMPTY);
                AnalyticsClient client = client(URI.create(server.uri() + base))) {
            client.traces(KEYS, TraceQuery.window(FROM, TO));
            assertThat(server.requests().getFirst().target()).startsWith(path + "?");
        }
    }

    @Test
    void sendsBothBoundsAndEveryGroupOfFieldsExplicitly() throws IOException {
        try (RawServer server = RawServer.start(EMPTY);
                AnalyticsClient client = client(server.uri())) {
            Page<TraceRow> page = client.traces(KEYS, TraceQuery.window(FROM, TO));
            assertThat(server.requests().getFirst().target())
                    .isEqualTo("/api/public/traces?fromTimestamp=2026-11-20T15%3A00%3A00Z"
                            + "&toTimestamp=2026-11-20T16%3A00%3A00.500Z&orderBy=timestamp.asc&page=1&limit=100"
                            + "&fields=core%2Cio%2Cscores%2Cobservations%2Cmetrics");
            assertThat(page.source())
                    .isEqualTo(URI.create(
                            server.uri() + server.requests().getFirst().target()));
        }
    }

    @Test
    void sendsEveryFilterEncoded() throws IOException {
        TraceQuery query = TraceQuery.window(FROM, TO)
                .withOrderBy(OrderBy.ID_ASC)
                .withPage(3)
                .withLimit(7)
                .withName("a b&c=d")
                .withUserId("ü/?#%+")
                .withSessionId("s")
                .withVersion("v")
                .withRelease("r")
                .withTags(List.of("x,y", "z"))
                .withEnvironments(List.of("prod"))
                .withFields(Set.of(FieldGroup.METRICS, FieldGroup.CORE))
                .withFilter(TraceFilter.of(new TraceFilterCondition(
                        FilterType.STRING, "name", FilterOperator.CONTAINS, new FilterValue.Text("+&ü"))));
        try (RawServer server = RawServer.start(EMPTY);
                AnalyticsClient client = client(server.uri())) {
            client.traces(KEYS, query);
            assertThat(server.requests().getFirst().target())
                    .endsWith("&orderBy=id.asc&page=3&limit=7&name=a%20b%26c%3Dd&userId=%C3%BC%2F%3F%23%25%2B"
                            + "&sessionId=s&version=v&release=r&tags=x%2Cy&tags=z&environment=prod"
                            + "&fields=core%2Cmetrics&filter=%5B%7B%22type%22%3A%22string%22%2C%22column%22%3A%22name%22"
                            + "%2C%22operator%22%3A%22contains%22%2C%22value%22%3A%22%2B%26%C3%BC%22%7D%5D");
        }
    }

    @Test
    void sendsEveryParameterOfTheDailyMetrics() throws IOException {
        DailyMetricsQuery query = DailyMetricsQuery.window(FROM, TO)
                .withPage(3)
                .withLimit(7)
                .withTraceName("a b")
                .withUserId("u&")
                .withTags(List.of("x", "y"))
                .withEnvironments(List.of("prod", "dev"));
        try (RawServer server = RawServer.start(EMPTY);
                AnalyticsClient client = client(server.uri())) {
            client.dailyMetrics(KEYS, query);
            assertThat(server.requests().getFirst().target())
                    .isEqualTo("/api/public/metrics/daily?fromTimestamp=2026-11-20T15%3A00%3A00Z"
                            + "&toTimestamp=2026-11-20T16%3A00%3A00.500Z&page=3&limit=7&traceName=a%20b&userId=u%26"
                            + "&tags=x&tags=y&environment=prod&environment=dev");
        }
    }

    @Test
    void roundsABoundUpToTheMillisecondsTheServiceKeeps() throws IOException {
        try (RawServer server = RawServer.start(EMPTY);
                AnalyticsClient client = client(server.uri())) {
            client.dailyMetrics(
                    KEYS,
                    DailyMetricsQuery.window(FROM.plusNanos(1), FROM.plusNanos(1_000_001))
                            .withTags(List.of("t")));
            assertThat(server.requests().getFirst().target())
                    .isEqualTo("/api/public/metrics/daily?fromTimestamp=2026-11-20T15%3A00%3A00.001Z"
                            + "&toTimestamp=2026-11-20T15%3A00%3A00.002Z&page=1&limit=100&tags=t");
        }
    }

    /** The service splits and strips a single value, and takes repeated ones as they are. */
    @ParameterizedTest
    @CsvSource({
        "plain, &tags=plain",
        "'a,b', &tags=a%2Cb&tags=a%2Cb",
        "' padded', &tags=%20padded&tags=%20padded",
        "two words, &tags=two%20words",
        "x/y, &tags=x%2Fy",
    })
    void asksForOneTagWhateverItIsMadeOf(String tag, String parameters) throws IOException {
        try (RawServer server = RawServer.start(EMPTY);
                AnalyticsClient client = client(server.uri())) {
            client.dailyMetrics(KEYS, DailyMetricsQuery.window(FROM, TO).withTags(List.of(tag)));
            client.traces(
                    KEYS, TraceQuery.window(FROM, TO).withTags(List.of(tag)).withFields(Set.of(FieldGroup.CORE)));
            assertThat(server.requests())
                    .satisfiesExactly(
                            daily -> assertThat(daily.target()).endsWith("&limit=100" + parameters),
                            traces -> assertThat(traces.target()).endsWith("&limit=100" + parameters + "&fields=core"));
        }
    }

    @Test
    void refusesWhatTheServiceWouldMisunderstand() throws IOException {
        TraceQuery query = TraceQuery.window(FROM, TO);
        try (RawServer server = RawServer.start(EMPTY);
                AnalyticsClient client = client(server.uri())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> client.traces(KEYS, query.withTags(List.of("a", ""))))
                    .withMessage("tags must not contain an empty value: [a, ]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> query.withPage(0))
                    .withMessageEndingWith(": 0");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> query.withLimit(101))
                    .withMessageEndingWith(": 101");
            assertThatIllegalArgumentException().isThrownBy(() -> TraceQuery.window(TO, FROM));
            assertThatIllegalArgumentException().isThrownBy(() -> query.withFields(Set.of()));
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void provesWhoAsksExceptForHealth() throws IOException {
        String basic = Base64.getEncoder().encodeToString("pk-lf-1:sk-lf-1".getBytes(StandardCharsets.UTF_8));
        try (RawServer server = RawServer.inTurn(
                        RawServer.json(200, "{\"data\":[{\"id\":\"p\"}]}"),
                        RawServer.json(200, "{\"status\":\"OK\"}"));
                AnalyticsClient client = client(server.uri())) {
            assertThat(client.ownProject(KEYS)).isEqualTo(new OwnProject("p", null));
            assertThat(client.health()).isEqualTo(new Health("OK", null));
            assertThat(server.requests().get(0).headers()).containsEntry("authorization", "Basic " + basic);
            assertThat(server.requests().get(1).headers()).doesNotContainKey("authorization");
            assertThat(server.requests().get(1).target()).isEqualTo("/api/public/health");
        }
    }

    @ParameterizedTest
    @CsvSource({"a/b c, a%2Fb%20c", "..%2f, ..%252f", "ł, %C5%82"})
    void asksForOneTraceByItsId(String id, String segment) throws IOException {
        try (RawServer server = RawServer.start(RawServer.json(404, "{\"message\":\"not found\"}"));
                AnalyticsClient client = client(server.uri())) {
            assertThatThrownBy(() -> client.trace(KEYS, id))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("not found");
            assertThatThrownBy(() -> client.trace(KEYS, id, Set.of(FieldGroup.METRICS, FieldGroup.CORE)))
                    .isInstanceOf(NotFoundException.class);
            assertThat(server.requests())
                    .satisfiesExactly(
                            whole -> assertThat(whole.target()).isEqualTo("/api/public/traces/" + segment),
                            part -> assertThat(part.target())
                                    .isEqualTo("/api/public/traces/" + segment + "?fields=core%2Cmetrics"));
        }
    }

    @Test
    void servesManyThreadsAtOnce() throws Exception {
        try (RawServer server = RawServer.start((request, socket) -> {
                    String number = request.target().replaceAll(".*page=(\\d+).*", "$1");
                    RawServer.json(200, "{\"data\":[],\"meta\":{\"totalItems\":" + number + "}}")
                            .write(request, socket);
                });
                AnalyticsClient client = client(server.uri());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            TraceQuery query = TraceQuery.window(FROM, TO);
            List<Future<Long>> totals = IntStream.rangeClosed(1, 500)
                    .mapToObj(page -> threads.submit(
                            () -> client.traces(KEYS, query.withPage(page)).totalItems()))
                    .toList();
            for (int i = 0; i < totals.size(); i++) {
                assertThat(totals.get(i).get()).isEqualTo(i + 1L);
            }
        }
    }

    private static AnalyticsClient client(URI uri) {
        return new AnalyticsClient(uri, HttpLimits.defaults(), new Random(1));
    }
}
