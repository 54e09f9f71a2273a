package io.tracelake.streams.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tracelake.schemas.Usage;
import io.tracelake.schemas.UsageScope;
import io.tracelake.streams.aggregate.Granularity;
import io.tracelake.streams.query.UsageQuery;
import io.tracelake.streams.query.UsageRows;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsageBodyTest {
    private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");
    private static final UsageQuery QUERY =
            new UsageQuery("a \"p\"", Granularity.DAILY, DAY, DAY.plus(Duration.ofDays(1)), null, null);

    @Test
    void keepsEveryDigitOfADecimal() throws IOException {
        var body = new UsageBody(QUERY, pages(List.of(row("12345678901234567890123456.123456789012"))));

        assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"project_id\":\"a \\\"p\\\"\",\"granularity\":\"daily\","
                        + "\"from\":\"2026-03-01T00:00:00Z\",\"to\":\"2026-03-02T00:00:00Z\",\"rows\":["
                        + "{\"scope\":\"TAG\",\"tag\":\"\",\"window_start\":\"2026-03-01T00:00:00Z\",\"traces\":3,"
                        + "\"traces_split\":\"0.000000000001\",\"cost\":\"12345678901234567890123456.123456789012\","
                        + "\"cost_split\":\"0.000000000000\",\"latency_count\":1,\"latency_p50_ms\":1.5,"
                        + "\"latency_p90_ms\":null,\"latency_p95_ms\":null,\"latency_p99_ms\":null,"
                        + "\"latency_max_ms\":null,\"users\":2,\"sessions\":1,\"revision\":7,"
                        + "\"observed_at\":\"2026-03-01T00:00:00.000001Z\"}]}");
    }

    @Test
    void breaksOffIfWhatComesLaterCanNotBeRead() throws IOException {
        var pages = pages(List.of(row("1.000000000000")));
        var first = new UsageBody(QUERY, () -> {
            List<Usage> page = pages.next();
            if (page.isEmpty()) {
                throw new IllegalStateException("a bug");
            }
            return page;
        });

        assertThat(first.read()).isEqualTo('{');
        assertThatExceptionOfType(IOException.class).isThrownBy(first::readAllBytes);
    }

    private static UsageRows pages(List<Usage> first) {
        var pages = new ArrayDeque<>(List.of(first, List.<Usage>of()));
        return pages::removeFirst;
    }

    private static Usage row(String cost) {
        return Usage.newBuilder()
                .setProjectId("a \"p\"")
                .setScope(UsageScope.TAG)
                .setTag("")
                .setWindowStart(DAY)
                .setTraces(3)
                .setTracesSplit(new BigDecimal("0.000000000001"))
                .setCost(new BigDecimal(cost))
                .setCostSplit(new BigDecimal("0.000000000000"))
                .setLatencyCount(1)
                .setLatencyP50Ms(1.5)
                .setUsers(2)
                .setSessions(1)
                .setRevision(7)
                .setObservedAt(DAY.plusNanos(1_000))
                .build();
    }
}
