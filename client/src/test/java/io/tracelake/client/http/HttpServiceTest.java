package io.tracelake.client.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tracelake.client.json.UnreadableBodyException;
import io.tracelake.client.testing.RawServer;
import io.tracelake.client.testing.RawServer.Answer;
import io.tracelake.client.testing.Waits;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServiceTest {
    private static final HttpLimits LIMITS = new HttpLimits(
            Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10), 1000, 4, Duration.ofSeconds(3));
    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    private static final Answer OK = RawServer.json(200, "{}");

    private final Waits waits = new Waits();
    private final HttpService service = service(LIMITS);

    @AfterEach
    void close() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504, 524})
    void asksAgainAfterAPassingFault(int status) throws IOException {
        try (RawServer server = RawServer.inTurn(RawServer.json(status, "busy"), OK)) {
            assertThat(get(server)).isEqualTo("{}");
            assertThat(server.requests()).hasSize(2);
            assertThat(waits.noted()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {304, 400, 401, 403, 404, 405, 409, 422, 501})
    void takesARefusalAsFinal(int status) throws IOException {
        try (RawServer server = RawServer.inTurn(RawServer.json(status, "no"), OK)) {
            assertThat(failure(server).status()).isEqualTo(status);
            assertThat(server.requests()).hasSize(1);
            assertThat(waits.noted()).isEmpty();
        }
    }

    @Test
    void tellsRefusedCredentialsAndAbsentThingsApart() throws IOException {
        try (RawServer server =
                RawServer.inTurn(RawServer.json(401, "{}"), RawServer.json(403, "{}"), RawServer.json(404, "{}"))) {
            assertThat(failure(server)).isInstanceOf(CredentialsRefusedException.class);
            assertThat(failure(server)).isInstanceOf(CredentialsRefusedException.class);
            assertThat(failure(server)).isInstanceOf(NotFoundException.class);
        }
    }

    @Test
    void givesUpAfterTheLastAttemptAndSaysWhy() throws IOException {
        try (RawServer server = RawServer.inTurn(RawServer.json(503, "{\"message\":\n \"no database\"}"))) {
            ServiceException failure = failure(server);
            assertThat(failure.status()).isEqualTo(503);
            assertThat(failure).hasMessage("GET " + server.uri() + "/x?a=1: 503: no database (attempt 4 of 4)");
            assertThat(server.requests()).hasSize(4);
        }
    }

    @Test
    void waitsARandomPartOfADoublingBound() throws IOException {
        try (RawServer server = RawServer.inTurn(RawServer.json(500, ""))) {
            for (int call = 0; call < 50; call++) {
                failure(server);
            }
        }
        for (int i = 0; i < waits.noted().size(); i++) {
            assertThat(waits.noted().get(i)).isBetween(Duration.ZERO, Duration.ofMillis(500L << (i % 3)));
        }
        assertThat(waits.noted()).anyMatch(wait -> wait.compareTo(Duration.ofMillis(1500)) > 0);
        assertThat(waits.noted()).anyMatch(wait -> wait.compareTo(Duration.ofMillis(100)) < 0);
    }

    @Test
    void waitsAsLongAsTheServiceAsks() throws IOException {
        try (RawServer server = RawServer.inTurn(
                RawServer.respond(429, "Retry-After: 7\r\n", new byte[0]),
                RawServer.respond(503, "Retry-After: Fri, 20 Nov 2026 15:00:40 GMT\r\n", new byte[0]),
                RawServer.respond(429, "Retry-After: 999999999\r\n", new byte[0]),
                OK)) {
            get(server);
        }
        assertThat(waits.noted().get(0)).isBetween(Duration.ofSeconds(7), Duration.ofMillis(7_500));
        assertThat(waits.noted().get(1)).isBetween(Duration.ofSeconds(40), Duration.ofMillis(40_500));
        assertThat(waits.noted().get(2)).isBetween(Duration.ofMinutes(2), Duration.ofMillis(120_500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "Fri, 20 Nov 2026", "99999999999999999999", ""})
    void fallsBackToItsOwnWaitIfTheOneAskedForIsUnreadable(String retryAfter) throws IOException {
        try (RawServer server =
                RawServer.inTurn(RawServer.respond(429, "Retry-After: " + retryAfter + "\r\n", new byte[0]), OK)) {
            get(server);
        }
        assertThat(waits.noted().getFirst()).isLessThanOrEqualTo(Duration.ofMillis(500));
    }

    @Test
    void reportsHowLongTheServiceWantsToBeLeftAlone() throws IOException {
        try (RawServer server = RawServer.inTurn(RawServer.respond(429, "Retry-After: 3600\r\n", new byte[0]))) {
            assertThat(failure(server).retryAfter()).isEqualTo(Duration.ofHours(1));
        }
    }

    @Test
    void asksAgainIfNobodyListens() throws IOException {
        URI deaf;
        try (ServerSocket socket = new ServerSocket(0)) {
            deaf = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
        }
        ServiceException failure =
                catchThrowableOfType(ServiceException.class, () -> service.get(deaf, Credentials.none(), body -> body));
        assertThat(failure.status()).isZero();
        assertThat(waits.noted()).hasSize(3);
    }

    @Test
    void asksAgainIfTheConnectionBreaksBeforeTheAnswer() throws IOException {
        try (RawServer server = RawServer.inTurn(
                (request, socket) -> RawServer.reset(socket), (request, socket) -> socket.close(), OK)) {
            assertThat(get(server)).isEqualTo("{}");
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void asksAgainIfTheBodyIsCut() throws IOException {
        Answer halfOfIt = (request, socket) -> {
            RawServer.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", "{\"half\"".getBytes(UTF_8));
            socket.close();
        };
        Answer halfOfItInChunks = (request, socket) -> {
            RawServer.send(
                    socket,
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                    "7\r\n{\"half\"\r\n".getBytes(UTF_8));
            socket.close();
        };
        try (RawServer server = RawServer.inTurn(halfOfIt, halfOfItInChunks, OK)) {
            assertThat(get(server)).isEqualTo("{}");
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void asksAgainIfTheReaderRejectsTheBody() throws IOException {
        try (RawServer server = RawServer.inTurn(RawServer.json(200, "<html>"), OK)) {
            String body = service.get(uri(server), Credentials.none(), bytes -> {
                if (bytes[0] == '<') {
                    throw new UnreadableBodyException("not JSON");
                }
                return new String(bytes, UTF_8);
            });
            assertThat(body).isEqualTo("{}");
        }
    }

    @Test
    void readsABodyInPiecesAsOne() throws IOException {
        Answer chunks = (request, socket) -> {
            RawServer.send(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", new byte[0]);
            for (byte piece : "{\"zażółć\":\"gęślą\"}".getBytes(UTF_8)) {
                RawServer.send(socket, "1\r\n", new byte[] {piece, '\r', '\n'});
            }
            RawServer.send(socket, "0\r\n\r\n", new byte[0]);
        };
        try (RawServer server = RawServer.inTurn(chunks)) {
            assertThat(get(server)).isEqualTo("{\"zażółć\":\"gęślą\"}");
        }
    }

    @Test
    void keepsAConnectionForTheNextCall() throws IOException {
        try (RawServer server = RawServer.inTurn(OK)) {
            for (int call = 0; call < 20; call++) {
                get(server);
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void survivesAKeptConnectionThatTheServiceClosed() throws IOException {
        Answer closesLater = (request, socket) -> {
            OK.write(request, socket);
            RawServer.reset(socket);
        };
        try (RawServer server = RawServer.start(closesLater)) {
            for (int call = 0; call < 20; call++) {
                assertThat(get(server)).isEqualTo("{}");
            }
        }
    }

    @Test
    void followsARedirectOnTheSameHostOnly() throws IOException {
        try (RawServer elsewhere = RawServer.inTurn(OK);
                RawServer server = RawServer.inTurn(
                        RawServer.respond(307, "Location: /y?b=2\r\n", new byte[0]),
                        OK,
                        RawServer.respond(302, "Location: " + elsewhere.uri() + "/\r\n", new byte[0]),
                        RawServer.respond(302, "Location: http://127.0.0.2/\r\n", new byte[0]),
                        RawServer.respond(308, "Location: /again\r\n", new byte[0]))) {
            assertThat(get(server)).isEqualTo("{}");
            assertThat(server.requests().get(1).target()).isEqualTo("/y?b=2");
            assertThat(failure(server)).hasMessageContaining("302 to another host");
            assertThat(failure(server)).hasMessageContaining("302 to another host");
            assertThat(elsewhere.requests()).isEmpty();
            assertThat(failure(server)).hasMessageContaining("more than 5 redirects");
        }
    }

    private String get(RawServer server) {
        return service.get(uri(server), Credentials.none(), body -> new String(body, UTF_8));
    }

    private ServiceException failure(RawServer server) {
        return catchThrowableOfType(ServiceException.class, () -> get(server));
    }

    private static URI uri(RawServer server) {
        return URI.create(server.uri() + "/x?a=1");
    }

    private HttpService service(HttpLimits limits) {
        return new HttpService(limits, new Random(1), InstantSource.fixed(NOW), waits);
    }
}
