package io.tracelake.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.sandbox.traffic.Behaviour;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class DailyParametersTest {
    private static Sandbox sandbox;
    private static Caller caller;

    @BeforeAll
    static void start() {
        SandboxConfig config = SandboxConfig.fixed(
                Instant.parse("2026-11-01T00:00:00Z"),
                Instant.parse("2026-11-06T00:00:00Z"),
                InstantSource.fixed(Instant.parse("2026-11-08T00:00:00Z")),
                2_000);
        sandbox = Sandbox.start(config.withBehaviour(Behaviour.calm()));
        caller = Caller.of(sandbox);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({
        "traceName=chat, name=chat",
        "userId=user-5, userId=user-5",
        "environment=dev, environment=dev",
        "'environment=dev,staging', 'environment=dev,staging'",
        "environment=dev&environment=staging, 'environment=dev,staging'",
        "traceName=chat&tags=beta, name=chat&tags=beta"
    })
    void countsTheTracesThatTheListFinds(String daily, String listed) {
        long traces = caller.get("/public/traces?limit=1&" + listed)
                .at("/meta/totalItems")
                .asLong();
        assertThat(days("limit=100&" + daily).stream()
                        .mapToLong(day -> day.get("countTraces").asLong())
                        .sum())
                .isPositive()
                .isLessThan(2_000)
                .isEqualTo(traces);
    }

    @Test
    void pagesThroughTheDays() {
        List<JsonNode> paged = new ArrayList<>(days("limit=2&page=1"));
        assertThat(paged).hasSize(2);
        paged.addAll(days("limit=2&page=2"));
        paged.addAll(days("limit=2&page=3"));
        assertThat(paged).startsWith(days("limit=5").toArray(JsonNode[]::new));
    }

    @ParameterizedTest
    @CsvSource({"page=0", "limit=0", "limit=101", "fromTimestamp=2026-11-01", "toTimestamp=soon"})
    void refusesWhatItDoesNotUnderstand(String query) {
        assertThat(caller.answer("/public/metrics/daily?" + query).statusCode()).isEqualTo(400);
    }

    private static List<JsonNode> days(String query) {
        return Caller.list(caller.get("/public/metrics/daily?" + query).get("data"));
    }
}
