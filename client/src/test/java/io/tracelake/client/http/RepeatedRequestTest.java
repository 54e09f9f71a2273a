package io.tracelake.client.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tracelake.client.Secret;
import io.tracelake.client.json.UnreadableBodyException;
import io.tracelake.client.testing.RawServer;
import io.tracelake.client.testing.RawServer.Answer;
import io.tracelake.client.testing.Waits;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatedRequestTest {
    private static final Answer OK = RawServer.json(200, "{}");
    private static final Answer BUSY = RawServer.json(503, "{}");
    private static final Answer CUT = (request, socket) -> {
        RawServer.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", "{\"half\"".getBytes(UTF_8));
        socket.close();
    };
    private static final Answer RESET = (request, socket) -> RawServer.reset(socket);

    private final Waits waits = new Waits();
    private final HttpService service =
            new HttpService(HttpLimits.defaults(), new Random(1), InstantSource.system(), waits);

    @AfterEach
    void close() {
        service.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"GET", "PUT", "PATCH", "DELETE"})
    void repeatsWhatMayBeDoneTwice(Method method) throws IOException {
        try (RawServer server = RawServer.inTurn(BUSY, CUT, RESET, OK)) {
            assertThat(send(method, server.uri())).isEqualTo("{}");
            assertThat(server.requests())
                    .hasSize(4)
                    .allMatch(request -> request.method().equals(method.name()));
            assertThat(server.requests().stream().map(RawServer.Request::body).distinct())
                    .hasSize(1);
        }
    }

    @Test
    void sendsAPostOnceIfItsAnswerGetsLost() throws IOException {
        for (Answer answer : List.of(CUT, RESET, BUSY, RawServer.json(500, ""), RawServer.json(200, "<"))) {
            try (RawServer server = RawServer.inTurn(answer, OK)) {
                ServiceException failure = failure(Method.POST, server.uri());
                assertThat(failure).hasMessageStartingWith("POST http").hasMessageContaining("may have taken effect");
                assertThat(failure.mayHaveTakenEffect()).isTrue();
                assertThat(server.requests()).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 422})
    void doesNotCastDoubtOnAClearRefusal(int status) throws IOException {
        try (RawServer server = RawServer.inTurn(RawServer.json(status, "{\"message\":\"no\"}"), OK)) {
            ServiceException failure = failure(Method.POST, server.uri());
            assertThat(failure).hasMessageEndingWith(": " + status + ": no (attempt 1 of 6)");
            assertThat(failure.mayHaveTakenEffect()).isFalse();
            assertThat(failure.errors()).containsExactly(new ServiceError(null, null, "no", null));
            assertThat(failure)
                    .isInstanceOf(
                            switch (status) {
                                case 400, 422 -> InvalidRequestException.class;
                                case 401, 403 -> CredentialsRefusedException.class;
                                case 404 -> NotFoundException.class;
                                default -> ConflictException.class;
                            });
        }
    }

    @Test
    void repeatsAPostThatSurelyDidNothing() throws IOException {
        try (RawServer server = RawServer.inTurn(RawServer.json(429, ""), OK)) {
            assertThat(send(Method.POST, server.uri())).isEqualTo("{}");
            assertThat(server.requests()).hasSize(2);
        }
        URI deaf;
        try (ServerSocket socket = new ServerSocket(0)) {
            deaf = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
        }
        ServiceException failure = failure(Method.POST, deaf);
        assertThat(failure).hasMessageContaining("attempt 6 of 6");
        assertThat(failure.mayHaveTakenEffect()).isFalse();
        assertThat(failure(Method.POST, URI.create("http://no-such-host.invalid/")))
                .hasMessageContaining("attempt 6 of 6")
                .satisfies(unknown -> assertThat(unknown.mayHaveTakenEffect()).isFalse());
    }

    @Test
    void aDeletionThatWasHeardButNotAnsweredHasSucceeded() throws IOException {
        try (RawServer server = RawServer.inTurn(RESET, RawServer.json(404, "{}"))) {
            assertThat(send(Method.DELETE, server.uri())).isEmpty();
        }
        try (RawServer server = RawServer.inTurn(RawServer.json(429, ""), RawServer.json(404, "{}"))) {
            assertThat(failure(Method.DELETE, server.uri())).isInstanceOf(NotFoundException.class);
        }
        try (RawServer server = RawServer.inTurn(RESET, RawServer.json(404, "{}"))) {
            assertThat(failure(Method.PATCH, server.uri())).isInstanceOf(NotFoundException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303})
    void followsNoRedirectThatWouldChangeTheRequest(int status) throws IOException {
        try (RawServer server = RawServer.inTurn(RawServer.respond(status, "Location: /y\r\n", new byte[0]), OK)) {
            assertThat(failure(Method.POST, server.uri()))
                    .hasMessageContaining(status + ", which is no answer to a POST");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 308})
    void repeatsTheRequestWhereARedirectOnTheSameHostAsksForIt(int status) throws IOException {
        try (RawServer elsewhere = RawServer.inTurn(OK);
                RawServer server = RawServer.inTurn(
                        RawServer.respond(status, "Location: /y\r\n", new byte[0]),
                        OK,
                        RawServer.respond(status, "Location: " + elsewhere.uri() + "/\r\n", new byte[0]))) {
            send(Method.POST, server.uri());
            assertThat(server.requests().get(1))
                    .satisfies(again -> assertThat(again.method() + again.target() + again.body())
                            .isEqualTo("POST/y{\"a\":\"ż\"}"));
            assertThat(failure(Method.POST, server.uri())).hasMessageContaining("to another host");
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void sendsTheLengthOfABodyAndOfNone() throws IOException {
        try (RawServer server = RawServer.inTurn(OK)) {
            send(Method.POST, server.uri());
            service.call(new Request(Method.POST, server.uri()), Credentials.none(), body -> "");
            assertThat(server.requests().get(0).headers()).containsEntry("content-length", "10");
            assertThat(server.requests().get(1).headers()).containsEntry("content-length", "0");
        }
    }

    private String send(Method method, URI uri) {
        Secret body = method == Method.GET || method == Method.DELETE ? null : Secret.of("{\"a\":\"ż\"}");
        return service.call(new Request(method, uri, body, List.of()), Credentials.none(), answer -> {
            String text = new String(answer, UTF_8);
            if (text.equals("<")) {
                throw new UnreadableBodyException("not JSON");
            }
            return text;
        });
    }

    private ServiceException failure(Method method, URI uri) {
        return catchThrowableOfType(ServiceException.class, () -> send(method, uri));
    }
}
