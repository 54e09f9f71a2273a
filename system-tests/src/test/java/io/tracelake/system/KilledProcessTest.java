package io.tracelake.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.sandbox.traffic.Behaviour;
import io.tracelake.testkit.LakeReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole line in a real process that is killed at random moments. More of it:
 * {@code -Dkill.traces=50000,20000,20000 -Dkill.times=10 -Dkill.seed=7}.
 */
class KilledProcessTest {
    private static final long SEED = Long.getLong("kill.seed", System.nanoTime());
    private static final int TIMES = Integer.getInteger("kill.times", 4);
    private static final long[] TRACES = Arrays.stream(
                    System.getProperty("kill.traces", "9000,3000,3000").split(","))
            .mapToLong(Long::parseLong)
            .toArray();

    @TempDir
    Path directory;

    @Test
    void killsAtRandomMomentsLoseAndDoubleNothingAndLeaveNoSecret() throws IOException {
        System.out.println("kill.seed=" + SEED);
        var random = new SplittableRandom(SEED);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        var config = SandboxConfig.fixed(
                        now.minus(Duration.ofDays(3)), now.minus(Duration.ofHours(2)), InstantSource.system(), TRACES)
                .withBehaviour(Behaviour.realistic().withDuplicateIds(0.01).withMalformed(0.002));
        try (var sandbox = Sandbox.start(config)) {
            long traces = tracesOf(sandbox);
            for (int kill = 0; kill < TIMES; kill++) {
                try (var up = UpProcess.start(directory, UpProcess.discovering(sandbox))) {
                    pause(random.nextInt(2_000, 14_000));
                    if (kill == 1) {
                        askForAllOnceMore(sandbox, now);
                    }
                    assertThat(up.isAlive()).as(up.log()).isTrue();
                    up.kill();
                }
            }
            try (var up = UpProcess.start(directory, UpProcess.discovering(sandbox))) {
                awaitBackfills(up, sandbox);
                awaitComplete(up, traces);
                assertThat(up.stop()).as(up.log()).isZero();
            }
            assertLakeHoldsEachRevisionOnce();
            var verified = UpProcess.run(directory, UpProcess.discovering(sandbox), "verify");
            assertThat(verified.status()).as(verified.output()).isZero();
            assertThat(distinctTraces()).isEqualTo(traces);
            var usage = UpProcess.run(directory, UpProcess.discovering(sandbox), "verify", "--usage", "--json");
            assertThat(usage.status()).as(usage.output()).isZero();
            assertSplitUsageAddsUp();
            assertNoSecret(sandbox);
        }
    }

    /** Killed with the rest: it overlaps with live reading, and so may change nothing. */
    private void askForAllOnceMore(Sandbox sandbox, Instant now) {
        String from = now.minus(Duration.ofDays(4)).toString();
        await().atMost(Duration.ofMinutes(1))
                .until(() ->
                        UpProcess.run(directory, UpProcess.discovering(sandbox), "backfill", "--from", from, "--detach")
                                        .status()
                                == 0);
    }

    private void awaitBackfills(UpProcess up, Sandbox sandbox) {
        try {
            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(
                                    UpProcess.run(directory, UpProcess.discovering(sandbox), "backfill", "list")
                                            .output())
                            .contains("done")
                            .doesNotContain("failed", "running", "waiting"));
        } catch (ConditionTimeoutException late) {
            throw new AssertionError("%s%n%s".formatted(up.log(), up.threads()), late);
        }
    }

    private static void pause(int millis) {
        await().pollDelay(Duration.ofMillis(millis))
                .atMost(Duration.ofMinutes(1))
                .until(() -> true);
    }

    /** Every trace has come and is in usage, and for a while nothing new. */
    private void awaitComplete(UpProcess up, long traces) {
        var seen = new AtomicReference<>(Lake.EMPTY);
        int[] unchanged = {0};
        try {
            await().atMost(Duration.ofMinutes(10))
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> {
                        assertThat(up.isAlive()).as(up.log()).isTrue();
                        Lake now = seen();
                        unchanged[0] = now.equals(seen.getAndSet(now)) ? unchanged[0] + 1 : 0;
                        return now.traces() >= traces && now.counted() >= traces && unchanged[0] >= 5;
                    });
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(
                    "of %d traces the lake has %s%n%s%n%s".formatted(traces, seen.get(), up.log(), up.threads()), late);
        }
    }

    /**
     * What the lake holds at a moment.
     *
     * @param counted traces in usage
     */
    private record Lake(long rows, long traces, long counted) {
        static final Lake EMPTY = new Lake(0, 0, 0);
    }

    private Lake seen() {
        long rows = LakeReader.count(lake(), "traces");
        return rows == 0 ? Lake.EMPTY : new Lake(rows, distinctTraces(), tracesInUsage());
    }

    private void assertLakeHoldsEachRevisionOnce() {
        var row = LakeReader.query(
                        lake(),
                        "SELECT count(*) AS rows, count(DISTINCT (project_id, trace_id, revision)) AS revisions, "
                                + "count(DISTINCT (project_id, trace_id)) FILTER (revision = 1) AS firsts, "
                                + "count(DISTINCT (project_id, trace_id)) AS traces FROM " + LakeReader.scan("traces"))
                .getFirst();
        System.out.println(row);
        assertThat(row.get("revisions")).isEqualTo(row.get("rows"));
        assertThat(row.get("firsts")).isEqualTo(row.get("traces"));
        assertThat(lake().resolve("_staging"))
                .satisfiesAnyOf(
                        staging -> assertThat(staging).doesNotExist(),
                        staging -> assertThat(filesBelow(staging)).isEmpty());
    }

    /** Shares of tags add up to the project, and the projects to all traces. */
    private void assertSplitUsageAddsUp() {
        var row = currentUsage(
                "sum(CASE scope WHEN 'PROJECT' THEN -traces_split ELSE traces_split END)::VARCHAR AS traces,"
                        + " sum(CASE scope WHEN 'PROJECT' THEN -cost_split ELSE cost_split END)::VARCHAR AS cost");
        assertThat(row).containsEntry("traces", "0.000000000000").containsEntry("cost", "0.000000000000");
        assertThat(tracesInUsage()).isEqualTo(distinctTraces());
    }

    private long tracesInUsage() {
        if (LakeReader.count(lake(), "usage_daily") == 0) {
            return 0;
        }
        return ((Number) Objects.requireNonNull(currentUsage("sum(traces) FILTER (scope = 'PROJECT')::BIGINT AS traces")
                        .get("traces")))
                .longValue();
    }

    private Map<String, @Nullable Object> currentUsage(String columns) {
        return LakeReader.query(
                        lake(),
                        "SELECT " + columns + " FROM (FROM " + LakeReader.scan("usage_daily")
                                + " QUALIFY row_number() OVER (PARTITION BY project_id, scope, tag, window_start"
                                + " ORDER BY revision DESC) = 1)")
                .getFirst();
    }

    private long distinctTraces() {
        return LakeReader.query(lake(), "SELECT DISTINCT project_id, trace_id FROM " + LakeReader.scan("traces"))
                .size();
    }

    private static long tracesOf(Sandbox sandbox) {
        return sandbox.projects().stream()
                .mapToLong(project -> ServiceReader.readIds(sandbox, project).size())
                .sum();
    }

    private void assertNoSecret(Sandbox sandbox) throws IOException {
        List<String> secrets = new ArrayList<>(
                sandbox.projects().stream().map(project -> project.secretKey()).toList());
        secrets.add(sandbox.apiKey());
        secrets.add(sandbox.token());
        for (String table : List.of(
                "traces",
                "daily_metrics",
                "projects",
                "members",
                "api_keys",
                "dead_letters",
                "usage_hourly",
                "usage_daily")) {
            for (String secret : secrets) {
                assertThat(LakeReader.query(
                                lake(),
                                "SELECT 1 FROM " + LakeReader.scan(table)
                                        + " AS rows WHERE CAST(rows AS VARCHAR) LIKE '%" + secret + "%'"))
                        .as(table)
                        .isEmpty();
            }
        }
        for (Path file : filesBelow(directory)) {
            String content = Files.readString(file, StandardCharsets.ISO_8859_1);
            assertThat(secrets).as(file.toString()).noneMatch(content::contains);
        }
    }

    private static List<Path> filesBelow(Path directory) {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path lake() {
        return directory.resolve("data").resolve("lake");
    }
}
