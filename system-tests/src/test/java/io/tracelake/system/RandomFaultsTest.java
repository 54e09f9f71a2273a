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
import java.util.Objects;
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
    private static final Duration PATIENCE = Duration.ofMinutes(5);

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
                var up = UpProcess.start(directory, UpProcess.discovering(sandbox))) {
            sandbox.faults().add(FaultRule.random(SHARE), SEED);
            await().pollDelay(TIME).atMost(TIME.plusMinutes(1)).until(() -> true);
            System.out.println("struck: " + sandbox.faults().rules().strikes());
            sandbox.faults().clear();

            Map<String, Long> poisoned = poisoned(sandbox);
            assertThat(poisoned).isNotEmpty();
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(3)).untilAsserted(() -> {
                assertThat(up.isAlive()).as(up.log()).isTrue();
                assertThat(letters()).isEqualTo(poisoned);
                assertThat(verify(sandbox).status()).isZero();
            });
            assertThat(letters()).isEqualTo(poisoned);
            assertThat(up.stop()).as(up.log()).isZero();
            assertThat(letters()).isEqualTo(poisoned);
        }
    }

    private UpProcess.Finished verify(Sandbox sandbox) {
        return UpProcess.run(directory, UpProcess.discovering(sandbox), "verify");
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

    private Map<String, Long> letters() {
        Path lake = directory.resolve("data").resolve("lake");
        if (LakeReader.count(lake, "dead_letters") == 0) {
            return Map.of();
        }
        var counts = new HashMap<String, Long>();
        String record = "CASE json_type(payload, '$.id') WHEN 'VARCHAR'"
                + " THEN coalesce(nullif(payload->>'$.id', ''), '?') ELSE '?' END";
        for (var row : LakeReader.query(
                lake,
                "SELECT project_id || '/' || " + record + " AS record, count(*) AS letters FROM "
                        + LakeReader.scan("dead_letters") + " WHERE stream = 'traces' GROUP BY ALL")) {
            counts.put(
                    String.valueOf(row.get("record")),
                    ((Number) Objects.requireNonNull(row.get("letters"))).longValue());
        }
        return counts;
    }
}
