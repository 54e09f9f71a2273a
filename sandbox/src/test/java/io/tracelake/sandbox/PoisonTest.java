package io.tracelake.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.sandbox.traffic.Behaviour;
import io.tracelake.sandbox.traffic.Poison;
import io.tracelake.sandbox.traffic.Poison.Verdict;
import io.tracelake.sandbox.traffic.Poisoned;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

class PoisonTest {
    private static final SandboxConfig CONFIG = SandboxConfig.fixed(
            Instant.parse("2026-11-01T00:00:00Z"),
            Instant.parse("2026-11-05T00:00:00Z"),
            InstantSource.fixed(Instant.parse("2026-11-06T00:00:00Z")),
            4_000);

    @Test
    void showsExactlyThePoisonThatItLists() {
        try (Sandbox sandbox =
                Sandbox.start(CONFIG.withBehaviour(Behaviour.calm().withPoison(0.1)))) {
            Caller caller = Caller.of(sandbox);
            List<Poisoned> listed = sandbox.poisoned(caller.project().id());
            Map<String, Poison> byId = listed.stream().collect(Collectors.toMap(Poisoned::traceId, Poisoned::poison));
            assertThat(listed).hasSizeBetween(300, 500);
            assertThat(EnumSet.copyOf(byId.values())).isEqualTo(Poison.refused());

            List<JsonNode> rows = caller.allPages("orderBy=timestamp.asc");
            assertThat(rows).hasSize(4_000);
            for (JsonNode row : rows) {
                String path = row.get("htmlPath").asString();
                Poison poison = byId.get(path.substring(path.lastIndexOf('/') + 1));
                if (poison == null) {
                    assertThat(row.get("id").asString()).isEqualTo(path.substring(path.lastIndexOf('/') + 1));
                    Instant.parse(row.get("timestamp").asString());
                } else if (poison.json() == null) {
                    assertThat(row.has(poison.member())).isFalse();
                } else {
                    assertThat(row.get(poison.member())).isEqualTo(Caller.parse(poison.json()));
                }
            }
        }
    }

    @Test
    void isTheSameInASingleTraceAndAfterARestart() {
        SandboxConfig config = CONFIG.withBehaviour(Behaviour.realistic().withPoison(0.05));
        List<Poisoned> before;
        try (Sandbox sandbox = Sandbox.start(config)) {
            Caller caller = Caller.of(sandbox);
            before = sandbox.poisoned(caller.project().id());
            for (Poisoned poisoned : before) {
                JsonNode alone = caller.get("/public/traces/" + poisoned.traceId());
                JsonNode value = alone.get(poisoned.poison().member());
                String json = poisoned.poison().json();
                assertThat(value).as(poisoned.toString()).isEqualTo(json == null ? null : Caller.parse(json));
            }
        }
        try (Sandbox again = Sandbox.start(config)) {
            assertThat(again.poisoned(Caller.of(again).project().id())).isEqualTo(before);
            assertThat(Caller.send(again.analyticsUri()
                                    .resolve("/sandbox/poison")
                                    .toString())
                            .body())
                    .contains(before.getFirst().traceId());
        }
    }

    @Test
    void staysJsonUnlessItIsToBreakThePage() {
        for (Poison poison : Poison.values()) {
            if (poison.verdict() == Verdict.REFUSE) {
                continue; // those are compared one by one above
            }
            boolean broken;
            try (Sandbox sandbox =
                    Sandbox.start(CONFIG.withBehaviour(Behaviour.calm().withPoison(0.5, Set.of(poison))))) {
                String page =
                        Caller.of(sandbox).answer("/public/traces?limit=3").body();
                broken = !isJson(page);
            }
            assertThat(broken).as(poison.name()).isEqualTo(poison.verdict() == Verdict.BREAKS_PAGE);
        }
    }

    @Test
    void reachesEveryTypedMember() {
        Map<String, List<Poison>> members =
                Arrays.stream(Poison.values()).collect(Collectors.groupingBy(Poison::member));
        assertThat(members.keySet())
                .contains(
                        "id",
                        "timestamp",
                        "createdAt",
                        "updatedAt",
                        "name",
                        "userId",
                        "sessionId",
                        "release",
                        "version",
                        "environment",
                        "tags",
                        "public",
                        "bookmarked",
                        "totalCost",
                        "latency");
        assertThat(Poison.refused().stream().map(Poison::member).distinct()).hasSize(15);
    }

    private static boolean isJson(String text) {
        var factory = JsonFactory.builder()
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(10_000).build())
                .build();
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            while (parser.nextToken() != null) {
                parser.currentToken();
            }
            return true;
        } catch (JacksonException broken) {
            return false;
        }
    }
}
