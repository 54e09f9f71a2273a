package io.tracelake.client.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tracelake.client.KeyPair;
import io.tracelake.client.Secret;
import io.tracelake.client.analytics.AnalyticsClient;
import io.tracelake.client.analytics.DailyMetricsQuery;
import io.tracelake.client.analytics.TraceQuery;
import io.tracelake.client.testing.RawServer;
import io.tracelake.client.testing.RawServer.Answer;
import io.tracelake.client.testing.Waits;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RequestMetersTest {
    private static final Answer EMPTY = RawServer.json(200, "{\"data\":[],\"meta\":{}}");
    private static final Answer CUT = (request, socket) -> {
        RawServer.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", "{\"half\"".getBytes(UTF_8));
        socket.close();
    };
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final TraceQuery TRACES = TraceQuery.window(NOW, NOW.plusSeconds(1));
    private static final DailyMetricsQuery DAYS = DailyMetricsQuery.window(NOW, NOW.plusSeconds(1));
    private static final KeyPair KEYS = new KeyPair("pk", Secret.of("sk"));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void countsEachAttemptByItsOutcome() throws IOException {
        try (RawServer server = RawServer.inTurn(
                        RawServer.json(429, "slow down"),
                        RawServer.json(502, "<html>"),
                        CUT,
                        RawServer.json(200, "<"),
                        EMPTY);
                AnalyticsClient client = client(server.uri())) {
            client.traces(KEYS, TRACES);

            assertThat(counts())
                    .containsOnly(
                            Map.entry("traces 429", 1.0),
                            Map.entry("traces 5xx", 1.0),
                            Map.entry("traces broken", 1.0),
                            Map.entry("traces unreadable", 1.0),
                            Map.entry("traces 2xx", 1.0));
            assertThat(registry.get("tracelake.client.request.duration")
                            .tag("bucket", "traces")
                            .timer()
                            .count())
                    .isEqualTo(5);
        }
    }

    @Test
    void countsEachKindOfDataForItself() throws IOException {
        try (RawServer server = RawServer.start(EMPTY);
                AnalyticsClient client = client(server.uri())) {
            client.traces(KEYS, TRACES);
            client.dailyMetrics(KEYS, DAYS);
            assertThatThrownBy(() -> client.ownProject(KEYS)).isInstanceOf(ServiceException.class);

            assertThat(counts()).containsKeys("traces 2xx", "daily-metrics 2xx");
            assertThat(counts().keySet()).anyMatch(key -> key.startsWith("projects "));
        }
    }

    @Test
    void countsWhatCouldNotBeReached() throws IOException {
        int closed;
        try (var socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        try (AnalyticsClient client = client(URI.create("http://127.0.0.1:" + closed))) {
            assertThatThrownBy(() -> client.traces(KEYS, TRACES)).isInstanceOf(ServiceException.class);

            assertThat(counts()).containsOnly(Map.entry("traces unreachable", 6.0));
        }
    }

    private AnalyticsClient client(URI uri) {
        return new AnalyticsClient(
                uri,
                new HttpService(
                        HttpLimits.defaults(),
                        new Random(1),
                        InstantSource.system(),
                        new Waits(),
                        RequestMeters.analytics(registry)));
    }

    /** Bucket and outcome of what has been counted at all. */
    private Map<String, Double> counts() {
        return registry.find("tracelake.client.requests").counters().stream()
                .filter(counter -> counter.count() > 0)
                .collect(Collectors.toMap(
                        counter -> counter.getId().getTag("bucket") + " "
                                + counter.getId().getTag("outcome"),
                        Counter::count));
    }
}
