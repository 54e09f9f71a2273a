package io.tracelake.client.analytics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracelake.client.json.UnreadableBodyException;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Prints how fast pages of 100 traces of about 2 KB are read on one core. Run as a program; it asserts nothing. */
final class ParseBenchmark {
    private static final int PAGES = 4_000;
    private static final int ROUNDS = 6;

    private ParseBenchmark() {}

    public static void main(String[] args) throws UnreadableBodyException {
        byte[] body = page().getBytes(UTF_8);
        URI source = URI.create("http://h");
        for (int round = 1; round <= ROUNDS; round++) {
            long rows = 0;
            long start = System.nanoTime();
            for (int i = 0; i < PAGES; i++) {
                rows += Answers.page(body, source, TraceMembers::new).rows().size();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "round %d: %d bytes a page, %.0f MB/s, %.0f traces/s%n",
                    round, body.length, body.length / 1e6 * PAGES / seconds, rows / seconds);
        }
    }

    private static String page() {
        String words = "alpha beta \\\"gamma\\\" zażółć delta epsilon lambda\\n ".repeat(14);
        return IntStream.range(0, 100)
                .mapToObj(i -> """
                        {"id":"trace-%d","htmlPath":"/project/p/traces/t","timestamp":"2026-11-20T20:09:28.549Z",\
                        "name":"rag-query","input":{"messages":[{"role":"user","content":"%s"}]},\
                        "output":{"role":"assistant","content":"%s"},"projectId":"project-b","sessionId":"s-b-40",\
                        "metadata":{"n":%d,"env":"prod","nested":{"a":[1,2.5,null,true]}},"externalId":null,\
                        "userId":"user-2","release":null,"version":"v1","bookmarked":false,\
                        "createdAt":"2026-11-21T02:39:51.866Z","updatedAt":"2026-11-21T02:39:51.866Z","public":false,\
                        "tags":["a","b"],"totalCost":0.0116196,"latency":9.141000032424927,\
                        "observations":["o-g0","o-g1","o-g2","o-s"],"scores":[]}""".formatted(i, words, words, i))
                .collect(Collectors.joining(",", "{\"data\":[", "],\"meta\":{\"page\":1,\"limit\":100}}"));
    }
}
