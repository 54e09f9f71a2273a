package io.tracelake.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.sandbox.traffic.Behaviour;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FlawTest {
    private static final SandboxConfig CONFIG = SandboxConfig.fixed(
            Instant.parse("2026-11-01T00:00:00Z"),
            Instant.parse("2026-11-05T00:00:00Z"),
            InstantSource.fixed(Instant.parse("2026-11-06T00:00:00Z")),
            2_000);

    @Test
    void duplicateIdsLieOnTwoDaysAndTheNewestUpdateIsTheOneFoundById() {
        try (Sandbox sandbox =
                Sandbox.start(CONFIG.withBehaviour(Behaviour.calm().withDuplicateIds(0.2)))) {
            Caller caller = Caller.of(sandbox);
            List<JsonNode> rows = caller.allPages("fields=core,metrics&orderBy=timestamp.asc");
            List<List<JsonNode>> pairs =
                    rows.stream()
                            .collect(Collectors.groupingBy(row -> row.get("id").asString()))
                            .values()
                            .stream()
                            .filter(same -> same.size() > 1)
                            .toList();
            assertThat(pairs)
                    .hasSizeGreaterThan(50)
                    .allSatisfy(same -> assertThat(same.stream()
                                    .map(row -> row.get("timestamp").asString().substring(0, 10)))
                            .hasSize(2)
                            .doesNotHaveDuplicates());
            JsonNode older = pairs.getFirst().getFirst();
            JsonNode newer = pairs.getFirst().getLast();
            assertThat(older.get("updatedAt").asString())
                    .isLessThan(newer.get("updatedAt").asString());
            assertThat(caller.get("/public/traces/" + older.get("id").asString())
                            .get("updatedAt"))
                    .isEqualTo(newer.get("updatedAt"));
        }
    }

    @Test
    void malformedRowsLackIdOrTimestampOrHaveACostThatIsNoNumber() {
        try (Sandbox sandbox =
                Sandbox.start(CONFIG.withBehaviour(Behaviour.calm().withMalformed(0.05)))) {
            List<JsonNode> rows = Caller.of(sandbox).allPages("orderBy=id.asc");
            assertThat(rows.stream().filter(row -> !row.has("id")).count()).isBetween(10L, 60L);
            assertThat(rows.stream().filter(row -> !row.has("timestamp")).count())
                    .isBetween(10L, 60L);
            assertThat(rows.stream()
                            .filter(row -> row.get("totalCost").isString())
                            .count())
                    .isBetween(10L, 60L);
        }
    }
}
