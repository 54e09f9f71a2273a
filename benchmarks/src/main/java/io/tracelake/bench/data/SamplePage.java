package io.tracelake.bench.data;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** A page of seeded traces as the service sends it. */
public final class SamplePage {
    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final int TAGS = 30;

    private SamplePage() {}

    public static byte[] of(int traces, int bytes) {
        var shape = new Shape(1, traces, bytes, 1, TAGS, BEGIN, Duration.ofDays(1));
        var text = new TraceText(shape, 0);
        var page = new StringBuilder("{\"data\":[");
        for (int i = 0; i < traces; i++) {
            page.append(i == 0 ? "" : ",").append(text.next(BEGIN.plusSeconds(i)));
        }
        page.append("],\"meta\":{\"page\":1,\"limit\":100,\"totalItems\":")
                .append(traces)
                .append(",\"totalPages\":1}}");
        return page.toString().getBytes(StandardCharsets.UTF_8);
    }
}
