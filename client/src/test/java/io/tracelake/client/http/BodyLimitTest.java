package io.tracelake.client.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tracelake.client.testing.RawServer;
import io.tracelake.client.testing.RawServer.Answer;
import io.tracelake.client.testing.Waits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyLimitTest {
    private static final int LIMIT = 200_000;

    private final Waits waits = new Waits();
    private final HttpService service = new HttpService(
            new HttpLimits(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(20),
                    LIMIT,
                    3,
                    Duration.ofSeconds(1)),
            new Random(1),
            InstantSource.system(),
            waits);

    @AfterEach
    void close() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, LIMIT - 1, LIMIT})
    void readsABodyUpToTheLimit(int length) throws IOException {
        byte[] body = text(length);
        try (RawServer server = RawServer.inTurn(
                RawServer.respond(200, "", body), RawServer.respond(200, "Content-Encoding: gzip\r\n", gzip(body)))) {
            assertThat(get(server)).isEqualTo(body);
            assertThat(get(server)).isEqualTo(body);
            assertThat(server.requests().getFirst().headers()).containsEntry("accept-encoding", "gzip");
        }
    }

    @Test
    void refusesALargerBodyAndNamesTheLimit() throws IOException {
        Answer endless = (request, socket) -> {
            RawServer.send(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", new byte[0]);
            while (!socket.isClosed()) {
                RawServer.send(socket, "4000\r\n", text(0x4000));
                RawServer.send(socket, "\r\n", new byte[0]);
            }
        };
        try (RawServer server = RawServer.inTurn(RawServer.respond(200, "", text(LIMIT + 1)), endless)) {
            assertRefused(server);
            assertRefused(server);
        }
    }

    @Test
    void refusesASmallBodyThatExpandsBeyondTheLimit() throws IOException {
        byte[] bomb = gzip(new byte[50_000_000]);
        assertThat(bomb.length).isLessThan(LIMIT);
        try (RawServer server = RawServer.inTurn(RawServer.respond(200, "Content-Encoding: gzip\r\n", bomb))) {
            assertRefused(server);
        }
    }

    @Test
    void asksAgainIfTheCompressedBodyIsCut() throws IOException {
        byte[] body = text(5_000);
        byte[] half = Arrays.copyOf(gzip(body), 100);
        try (RawServer server = RawServer.inTurn(
                RawServer.respond(200, "Content-Encoding: gzip\r\n", half), RawServer.respond(200, "", body))) {
            assertThat(get(server)).isEqualTo(body);
        }
    }

    @Test
    void aHugeLengthAloneCostsNothing() throws IOException {
        Answer boast = (request, socket) -> {
            RawServer.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\n", text(10));
            socket.close();
        };
        try (RawServer server = RawServer.inTurn(boast)) {
            assertThat(catchThrowableOfType(ServiceException.class, () -> get(server)))
                    .isNotNull();
        }
    }

    private void assertRefused(RawServer server) {
        ServiceException failure = catchThrowableOfType(ServiceException.class, () -> get(server));
        assertThat(failure).hasMessageContaining("max-response-bytes (" + LIMIT + ")");
        assertThat(waits.noted()).isEmpty();
    }

    private byte[] get(RawServer server) {
        return service.get(server.uri(), Credentials.none(), body -> body);
    }

    private static byte[] text(int length) {
        return "0123456789abcdef".repeat(length / 16 + 1).substring(0, length).getBytes(UTF_8);
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(body);
        }
        return compressed.toByteArray();
    }
}
