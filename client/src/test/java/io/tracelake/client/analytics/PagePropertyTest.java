package io.tracelake.client.analytics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.KeyPair;
import io.tracelake.client.Secret;
import io.tracelake.client.http.HttpLimits;
import io.tracelake.client.json.UnreadableBodyException;
import io.tracelake.client.testing.RawServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PagePropertyTest {
    private static final TraceQuery QUERY =
            TraceQuery.window(Instant.parse("2026-11-20T00:00:00Z"), Instant.parse("2026-11-21T00:00:00Z"));

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void readsEveryRecordInOrderHoweverManyAreMalformed(long seed) throws UnreadableBodyException {
        PageJson json = new PageJson(seed, (int) (seed % 101));
        byte[] body = json.text().getBytes(UTF_8);
        Page<TraceRow> page = Answers.page(body, URI.create("http://h"), TraceMembers::new);
        assertThat(read(page)).isEqualTo(json.expected());
        assertThat(page.totalItems()).isEqualTo(seed % 101);
    }

    @Test
    void readsTheSameWhateverTheChunksOfTheBody() throws IOException {
        for (long seed = 0; seed < 30; seed++) {
            PageJson json = new PageJson(seed, 20);
            Random random = new Random(seed);
            byte[] body = json.text().getBytes(UTF_8);
            try (RawServer server = RawServer.start((request, socket) -> sendInChunks(socket, body, random));
                    AnalyticsClient client = new AnalyticsClient(server.uri(), HttpLimits.defaults(), random)) {
                Page<TraceRow> page = client.traces(new KeyPair("pk", Secret.of("sk")), QUERY);
                assertThat(read(page)).as("seed %d", seed).isEqualTo(json.expected());
            }
        }
    }

    private static void sendInChunks(Socket socket, byte[] body, Random random) throws IOException {
        RawServer.send(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", new byte[0]);
        for (int from = 0; from < body.length; ) {
            int to = Math.min(body.length, from + 1 + random.nextInt(3000));
            RawServer.send(socket, Integer.toHexString(to - from) + "\r\n", Arrays.copyOfRange(body, from, to));
            RawServer.send(socket, "\r\n", new byte[0]);
            from = to;
        }
        RawServer.send(socket, "0\r\n\r\n", new byte[0]);
    }

    private static List<Object> read(Page<TraceRow> page) {
        return page.rows().stream()
                .<Object>map(row -> switch (row) {
                    case Row.Valid<TraceRow>(TraceRow trace) -> trace;
                    case Row.Malformed<TraceRow> malformed -> malformed.payload();
                })
                .toList();
    }
}
