package io.tracelake.client.analytics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tracelake.client.KeyPair;
import io.tracelake.client.Secret;
import io.tracelake.client.http.HttpLimits;
import io.tracelake.client.http.ServiceException;
import io.tracelake.client.quota.Claim;
import io.tracelake.client.quota.Priority;
import io.tracelake.client.testing.RawServer;
import io.tracelake.client.testing.RawServer.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Bodies far larger than what may be held of them, over the wire. */
class HugeBodyTest {
    private static final Claim CLAIM = new Claim("p", Priority.FRESH);
    private static final KeyPair KEYS = new KeyPair("pk", Secret.of("sk"));
    private static final TraceQuery QUERY =
            TraceQuery.window(Instant.parse("2026-11-20T00:00:00Z"), Instant.parse("2026-11-21T00:00:00Z"));
    private static final byte[] PIECE = "0123456789abcdef".repeat(1 << 12).getBytes(UTF_8);

    private final AtomicLong asked = new AtomicLong();
    private final Keep keep = new Keep(1 << 20, 1 << 10, this::note, Overflow.NOWHERE);

    private boolean note(long bytes) {
        asked.accumulateAndGet(bytes, Math::max);
        return true;
    }

    @Test
    void ofHundredsOfMegabytesOnlyTheBeginningsAreHeld() throws IOException {
        int pieces = 3_000;
        Answer giants = streaming(out -> {
            for (int trace = 0; trace < 2; trace++) {
                out.write((trace == 0 ? "{\"data\":[" : ",").getBytes(UTF_8));
                out.write(("{\"id\":\"t" + trace + "\",\"timestamp\":\"2026-11-20T10:00:00Z\",\"input\":\"")
                        .getBytes(UTF_8));
                for (int i = 0; i < pieces / 2; i++) {
                    out.write(PIECE);
                }
                out.write("\"}".getBytes(UTF_8));
            }
            out.write("]}".getBytes(UTF_8));
        });
        try (RawServer server = RawServer.start(giants);
                AnalyticsClient client = new AnalyticsClient(server.uri(), HttpLimits.defaults(), new Random(1))) {
            Page<TraceRow> page = client.traces(KEYS, QUERY, CLAIM, keep);

            assertThat(page.rows()).hasSize(2).allSatisfy(row -> {
                TraceRow trace = ((Row.Valid<TraceRow>) row).value();
                assertThat(trace.input()).hasSize(1 + (1 << 10) + 1 + 1);
                assertThat(Objects.requireNonNull(trace.cuts().get("input")).bytes())
                        .isEqualTo(2 + pieces / 2L * PIECE.length);
            });
            assertThat(asked.get()).isLessThan(4 << 20);
        }
    }

    @Test
    void anEndlessBodyEndsInAnErrorAndNotInEndlessWork() throws IOException {
        Answer endless = streaming(out -> {
            out.write("{\"data\":[{\"input\":\"".getBytes(UTF_8));
            while (true) {
                out.write(PIECE);
            }
        });
        assertRefused(endless, "on the wire");
    }

    @Test
    void aSmallBodyThatExpandsWithoutEndEndsInAnError() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write("{\"data\":[{\"input\":\"".getBytes(UTF_8));
            for (int i = 0; i < 400; i++) {
                gzip.write(PIECE);
            }
        }
        assertThat(bomb.size()).isLessThan(1 << 20);
        assertRefused(RawServer.respond(200, "Content-Encoding: gzip\r\n", bomb.toByteArray()), "expands to more");
    }

    private void assertRefused(Answer answer, String why) throws IOException {
        HttpLimits small = new HttpLimits(
                Duration.ofSeconds(5),
                Duration.ofSeconds(9),
                Duration.ofSeconds(20),
                1 << 20,
                3,
                Duration.ofSeconds(1));
        try (RawServer server = RawServer.start(answer);
                AnalyticsClient client = new AnalyticsClient(server.uri(), small, new Random(1))) {
            ServiceException refused =
                    catchThrowableOfType(ServiceException.class, () -> client.traces(KEYS, QUERY, CLAIM, keep));
            assertThat(refused).hasMessageContaining(why).hasMessageContaining("" + small.maxStreamedBytes());
            assertThat(refused.status()).isEqualTo(200);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @FunctionalInterface
    private interface Body {
        void write(OutputStream out) throws IOException;
    }

    /** An answer whose length nobody knows before it ends. */
    private static Answer streaming(Body body) {
        return (request, socket) -> {
            RawServer.send(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", new byte[0]);
            body.write(chunked(socket));
            RawServer.send(socket, "0\r\n\r\n", new byte[0]);
        };
    }

    private static OutputStream chunked(Socket socket) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b});
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                OutputStream out = socket.getOutputStream();
                out.write((Integer.toHexString(length) + "\r\n").getBytes(UTF_8));
                out.write(bytes, offset, length);
                out.write("\r\n".getBytes(UTF_8));
            }
        };
    }
}
