package io.tracelake.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.sandbox.traffic.Behaviour;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class DailyMetricsTest {
    @ParameterizedTest(name = "seed {0} {1}")
    @CsvSource({
        "1, ''",
        "2, tags=beta",
        "4, tags=a%2Cb&tags=a%2Cb",
        "5, tags=beta%2Cpriority",
        "3, fromTimestamp=2026-11-02T00:30:00Z&toTimestamp=2026-11-02T20:00:00Z"
    })
    void agreesWithTheTraces(long seed, String query) {
        SandboxConfig config = SandboxConfig.fixed(
                        Instant.parse("2026-11-01T00:00:00Z"),
                        Instant.parse("2026-11-04T00:00:00Z"),
                        InstantSource.fixed(Instant.parse("2026-11-05T00:00:00Z")),
                        2_000)
                .withSeed(seed)
                .withBehaviour(Behaviour.realistic());
        try (Sandbox sandbox = Sandbox.start(config)) {
            Caller caller = Caller.of(sandbox);
            List<JsonNode> traces = caller.allPages("orderBy=id.asc&" + query);
            Map<String, Long> counts = new TreeMap<>(traces.stream()
                    .collect(Collectors.groupingBy(
                            trace -> trace.get("timestamp").asString().substring(0, 10), Collectors.counting())));
            List<JsonNode> days = Caller.list(
                    caller.get("/public/metrics/daily?limit=100&" + query).get("data"));
            Map<String, Long> daily = days.stream()
                    .filter(day -> day.get("countTraces").asLong() > 0)
                    .collect(Collectors.toMap(
                            day -> day.get("date").asString(),
                            day -> day.get("countTraces").asLong()));
            assertThat(daily).isEqualTo(counts);
            assertThat(sum(days)).isEqualByComparingTo(sum(traces)).isPositive();
            assertThat(days)
                    .isSortedAccordingTo((a, b) ->
                            b.get("date").asString().compareTo(a.get("date").asString()));
        }
    }

    private static BigDecimal sum(List<JsonNode> rows) {
        return rows.stream()
                .map(row -> new BigDecimal(row.get("totalCost").asString()).setScale(9, RoundingMode.HALF_EVEN))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
