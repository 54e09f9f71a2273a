package io.tracelake.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.sandbox.SandboxProject;
import io.tracelake.sandbox.fault.FaultRule;
import io.tracelake.sandbox.traffic.Behaviour;
import io.tracelake.sandbox.traffic.Poisoned;
import io.tracelake.testkit.LakeReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole line while its service fails at random, in every way that a reader can notice. More of it:
 * {@code -Dfaults.seconds=600 -Dfaults.share=0.2 -Dfaults.seed=7}.
 */
class RandomFaultsTest {
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("faults.seconds", 20));
    private static final double SHARE = Double.parseDouble(System.getProperty("faults.share", "0.2"));
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    /** Traces of before the first poll are read when their window is closed, every quarter of {@code ingest.settle}. */
    private static final Duration NEXT_CLOSE = Duration.ofMinutes(6);

    /** The one record in a body that explodes is the sandbox's, and none of the service's. */
    private static final String EXPLODED = "coalesce(payload->>'$.id' = 'a', false)";

    @TempDir
    Path directory;

    @Test
    void nothingIsMissingAfterwardsAndEachPoisonedRecordIsADeadLetterOnce() {
        System.out.println("faults.seed=" + SEED);
        Instant now = Instant.now();
        var config = SandboxConfig.fixed(
                        now.minus(Duration.ofDays(1)), now.plus(TIME), InstantSource.system(), 4_000, 1_500, 500)
                .withSeed(SEED)
                .withBehaviour(Behaviour.calm().withPoison(0.01));
        try (var sandbox = Sandbox.start(config);
                var up = UpProcess.start(directory, environment(sandbox))) {
            sandbox.faults().add(FaultRule.random(SHARE), SEED);
            await().pollDelay(TIME).atMost(TIME.plusMinutes(1)).until(() -> true);
            System.out.println("struck: " + sandbox.faults().rules().strikes());
            sandbox.faults().clear();

            Map<String, Long> poisoned = poisoned(sandbox);
            assertThat(poisoned).isNotEmpty();
            try {
                await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(3)).untilAsserted(() -> {
                    assertThat(up.isAlive()).isTrue();
                    assertEach(poisoned);
                });
                Instant begun = Instant.now();
                await().atMost(NEXT_CLOSE).pollInterval(Duration.ofSeconds(10)).untilAsserted(() -> {
                    var verified = verify(sandbox);
                    assertThat(verified.status()).as(verified.output()).isZero();
                });
                System.out.println("complete within s: "
                        + Duration.between(begun, Instant.now()).toSeconds());
            } catch (ConditionTimeoutException | AssertionError e) {
                throw new AssertionError(up.log(), e);
            }
            assertThat(up.stop()).as(up.log()).isZero();
            assertEach(poisoned);
        }
    }

    private void assertEach(Map<String, Long> poisoned) {
        Map<String, Long> letters = letters(poisoned.keySet());
        assertThat(without(poisoned, letters)).as("poisoned, but no letter").isEmpty();
        assertThat(without(letters, poisoned))
                .as("letters, but not once for each that is poisoned")
                .isEmpty();
    }

    private static Map<String, Long> without(Map<String, Long> counts, Map<String, Long> others) {
        var rest = new HashMap<>(counts);
        rest.entrySet().removeAll(others.entrySet());
        return rest;
    }

    private UpProcess.Finished verify(Sandbox sandbox) {
        return UpProcess.run(directory, environment(sandbox), "verify");
    }

    /** Refusals without a header leave a slow pace, most of which shall be for the past. */
    private static Map<String, String> environment(Sandbox sandbox) {
        var environment = new HashMap<>(UpProcess.discovering(sandbox));
        environment.put("TRACELAKE_INGEST_INTERVAL", "10s");
        return environment;
    }

    /** By project and trace; records without a readable id are counted together. */
    private static Map<String, Long> poisoned(Sandbox sandbox) {
        var counts = new HashMap<String, Long>();
        for (SandboxProject project : sandbox.projects()) {
            for (Poisoned record : sandbox.poisoned(project.id())) {
                boolean named = !record.poison().member().equals("id");
                counts.merge(project.id() + "/" + (named ? record.traceId() : "?"), 1L, Long::sum);
            }
        }
        return counts;
    }

    /** Counted likewise; an id that is none of the service's was not readable. */
    private Map<String, Long> letters(Set<String> records) {
        Path lake = directory.resolve("data").resolve("lake");
        if (LakeReader.count(lake, "dead_letters") == 0) {
            return Map.of();
        }
        var counts = new HashMap<String, Long>();
        for (var row : LakeReader.query(
                lake,
                "SELECT project_id || '/' AS project, coalesce(payload->>'$.id', '') AS id FROM "
                        + LakeReader.scan("dead_letters") + " WHERE stream = 'traces' AND NOT " + EXPLODED)) {
            String record = String.valueOf(row.get("project")) + row.get("id");
            counts.merge(records.contains(record) ? record : row.get("project") + "?", 1L, Long::sum);
        }
        return counts;
    }
}
