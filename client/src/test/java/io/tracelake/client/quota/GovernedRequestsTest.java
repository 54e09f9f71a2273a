package io.tracelake.client.quota;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tracelake.client.KeyPair;
import io.tracelake.client.Secret;
import io.tracelake.client.analytics.AnalyticsClient;
import io.tracelake.client.analytics.Keep;
import io.tracelake.client.analytics.TraceQuery;
import io.tracelake.client.http.CallInterruptedException;
import io.tracelake.client.http.Ending;
import io.tracelake.client.http.HttpLimits;
import io.tracelake.client.http.HttpService;
import io.tracelake.client.http.ServiceException;
import io.tracelake.client.testing.RawServer;
import io.tracelake.client.testing.RawServer.Answer;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests under a governor, over real connections. */
@Timeout(60)
class GovernedRequestsTest {
    private static final KeyPair KEYS = new KeyPair("pk", Secret.of("sk"));
    private static final TraceQuery QUERY = TraceQuery.window(Instant.EPOCH, Instant.EPOCH.plusSeconds(60));
    private static final Answer PAGE =
            RawServer.json(200, "{\"data\":[],\"meta\":{\"page\":1,\"limit\":100,\"totalItems\":0,\"totalPages\":0}}");
    private static final HttpLimits LIMITS = new HttpLimits(
            Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), 1 << 20, 2, Duration.ofMillis(10));

    private final QuotaGovernor governor = new QuotaGovernor(QuotaConfig.DEFAULTS, new SplittableRandom(1));

    @Test
    void aRefusalHoldsUpEveryRequestAndIsNoAttempt() throws Exception {
        var answers = new Answer[] {refusal("Retry-After: 1\r\nX-RateLimit-Limit: 50\r\n"), PAGE};
        try (var server = RawServer.inTurn(answers);
                var client = client(server)) {
            long begun = System.nanoTime();
            client.traces(KEYS, QUERY);
            client.traces(KEYS, QUERY);

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(1));
            assertThat(server.requests()).hasSize(3);
            assertThat(governor.state(Bucket.TRACES).limit()).isEqualTo(new RateLimit(50, Duration.ofMinutes(1)));
            assertThat(governor.state(Bucket.TRACES).refused()).isOne();
        }
    }

    @Test
    void aServiceThatAlwaysRefusesIsTellingTheCallerInTheEnd() throws Exception {
        try (var server = RawServer.start(refusal("Retry-After: 0\r\nX-RateLimit-Limit: 2000\r\n"));
                var client = client(server)) {
            var failure = catchThrowableOfType(ServiceException.class, () -> client.traces(KEYS, QUERY));

            assertThat(failure.status()).isEqualTo(429);
            assertThat(server.requests().size()).isBetween(10, 12);
            assertThat(governor.underWay()).isZero();
        }
    }

    @Test
    void everyAttemptGivesItsTurnBackHoweverItEnds() throws Exception {
        try (var server = RawServer.inTurn(
                        RawServer.json(500, "{}"),
                        (request, socket) -> RawServer.reset(socket),
                        RawServer.json(404, "{}"),
                        RawServer.json(200, "[not json"),
                        RawServer.json(200, "[not json"),
                        (request, socket) -> socket.close(),
                        PAGE);
                var client = client(server)) {
            for (int i = 0; i < 5; i++) {
                try {
                    client.traces(KEYS, QUERY);
                } catch (ServiceException expected) {
                    assertThat(expected.status()).isIn(0, 200, 404);
                }
                assertThat(governor.underWay()).isZero();
            }
            assertThat(governor.state(Bucket.TRACES).granted())
                    .isEqualTo(server.requests().size());
            assertThat(governor.concurrencyLimit()).isLessThan(4);
        }
    }

    @Test
    void anInterruptedRequestGivesItsTurnBack() throws Exception {
        var arrived = new CountDownLatch(1);
        try (var server = RawServer.start((request, socket) -> arrived.countDown());
                var client = client(server)) {
            Thread caller = Thread.startVirtualThread(() -> assertThat(
                            catchThrowableOfType(CallInterruptedException.class, () -> client.traces(KEYS, QUERY)))
                    .isNotNull());
            arrived.await();
            assertThat(governor.underWay()).isOne();

            caller.interrupt();
            caller.join();

            assertThat(governor.underWay()).isZero();
        }
    }

    @Test
    void whatIsNotLimitedIsNotHeldUp() throws Exception {
        try (var server = RawServer.start((request, socket) -> {
                    boolean health = request.target().endsWith("/health");
                    (health ? RawServer.json(200, "{\"status\":\"OK\"}") : refusal("Retry-After: 600\r\n"))
                            .write(request, socket);
                });
                var client = client(server)) {
            Thread waiting = Thread.startVirtualThread(() -> assertThat(
                            catchThrowableOfType(ServiceException.class, () -> client.traces(KEYS, QUERY)))
                    .isNotNull());
            while (governor.state(Bucket.TRACES).pause().isZero()) {
                Thread.onSpinWait();
            }

            assertThat(client.health().status()).isEqualTo("OK");
            waiting.interrupt();
            waiting.join();
        }
    }

    @Test
    void usesARealLimitOverRealConnections() throws Exception {
        var limit = new SimulatedLimit(100, Duration.ofSeconds(2), true);
        var config = new QuotaConfig(Map.of(Bucket.TRACES, new RateLimit(100, Duration.ofSeconds(2))), 0.02, 32);
        var asked = new AtomicInteger();
        try (var server = RawServer.start((request, socket) -> answer(limit, request, socket));
                var client = client(server, new QuotaGovernor(config, new SplittableRandom(1)));
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            long begun = System.nanoTime();
            for (int i = 0; i < 10; i++) {
                var claim = new Claim("p" + i, Priority.FRESH);
                callers.execute(() -> {
                    while (asked.getAndIncrement() < 200) {
                        client.traces(KEYS, QUERY, claim, Keep.upTo(1 << 20));
                    }
                });
            }
            callers.shutdown();
            assertThat(callers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            var took = Duration.ofNanos(System.nanoTime() - begun);

            assertThat(limit.answered).isEqualTo(200);
            assertThat(limit.refused).isLessThanOrEqualTo(10);
            assertThat(took).isBetween(Duration.ofMillis(3_500), Duration.ofSeconds(8));
        }
    }

    private static void answer(SimulatedLimit limit, RawServer.Request request, Socket socket) throws IOException {
        boolean answered;
        synchronized (limit) {
            answered = limit.request(System.nanoTime()) instanceof Ending.Answered;
        }
        (answered ? PAGE : refusal("Retry-After: 1\r\nX-RateLimit-Limit: 100\r\n")).write(request, socket);
    }

    private static Answer refusal(String headers) {
        return RawServer.respond(429, "Content-Type: text/plain\r\n" + headers, "Too Many Requests".getBytes(UTF_8));
    }

    private AnalyticsClient client(RawServer server) {
        return client(server, governor);
    }

    private static AnalyticsClient client(RawServer server, QuotaGovernor governor) {
        var http = new HttpService(LIMITS, new SplittableRandom(1), InstantSource.system(), Thread::sleep);
        return new AnalyticsClient(server.uri(), http, governor);
    }
}
