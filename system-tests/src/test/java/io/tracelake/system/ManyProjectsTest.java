package io.tracelake.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.sandbox.SandboxProject;
import io.tracelake.sandbox.limit.Bucket;
import io.tracelake.sandbox.traffic.Behaviour;
import io.tracelake.schemas.Topics;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * One ingester, many projects, most of them idle. As large as a large organization:
 * {@code -Dprojects.count=2000 -Dprojects.seconds=300 -Dprojects.interval=30 -Dprojects.start=30d}.
 */
@ExtendWith(KafkaExtension.class)
class ManyProjectsTest {
    private static final int COUNT = Integer.getInteger("projects.count", 100);
    private static final int SECONDS = Integer.getInteger("projects.seconds", 5);
    private static final int INTERVAL = Integer.getInteger("projects.interval", 2);
    private static final String START = System.getProperty("projects.start", "2d");
    private static final int BUSY = 5;
    private static final long HISTORY_OF_BUSY = 2_000;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @TempDir
    Path directory;

    @Test
    void manyIdleProjectsCostARequestOrTwoAtEachIntervalAndTheBusyOnesFlow(KafkaCluster share)
            throws InterruptedException {
        KafkaCluster kafka = share.createTopics();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var history = new ArrayList<>(Collections.nCopies(BUSY, HISTORY_OF_BUSY));
        history.addAll(Collections.nCopies(COUNT - BUSY, 1L));
        var config = SandboxConfig.defaults(InstantSource.system())
                .withHistory(now.minus(Duration.ofHours(6)), now, history)
                .withTracesPerSecond(20)
                .withBehaviour(Behaviour.calm());
        try (var sandbox = Sandbox.start(config)) {
            var processes = new IngesterProcesses(
                    directory,
                    kafka,
                    sandbox,
                    Map.of("TRACELAKE_INGEST_START", START, "TRACELAKE_INGEST_INTERVAL", INTERVAL + "s"));
            Instant started = Instant.now();
            try (var ingester = processes.start()) {
                awaitCaughtUp(ingester);
                report("catching up", ingester, sandbox, Work.NONE, Duration.between(started, Instant.now()));
                var before = Work.of(ingester, sandbox);
                Instant from = Instant.now();
                await().pollDelay(Duration.ofSeconds(SECONDS))
                        .atMost(Duration.ofSeconds(SECONDS + 30))
                        .until(ingester::isAlive);
                Duration time = Duration.between(from, Instant.now());
                report("then", ingester, sandbox, before, time);
                List<Duration> staleness = staleness(kafka, sandbox, from);
                System.out.printf(
                        "staleness of the busy ones: median %s, 95 %% %s, most %s%n",
                        percentile(staleness, 0.5), percentile(staleness, 0.95), percentile(staleness, 1));

                var done = Work.of(ingester, sandbox).minus(before);
                double polls = COUNT * (time.toSeconds() / (double) INTERVAL + 1);
                assertThat(done.traces()).as("requests for traces").isLessThan((long) (2.5 * polls));
                assertThat(ingester.stop()).as(ingester.log()).isZero();
            }
        }
    }

    private static void awaitCaughtUp(UpProcess ingester) {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            assertThat(ingester.isAlive()).as(ingester.log()).isTrue();
            assertThat(IngesterProcesses.metric(ingester, "tracelake_ingester_projects", "status=\"active\""))
                    .isEqualTo(COUNT);
            double lag = IngesterProcesses.metric(ingester, "tracelake_ingester_project_lag_seconds");
            assertThat(Duration.ofSeconds((long) (lag / COUNT))).isLessThan(Duration.ofMinutes(26));
        });
    }

    private static void report(String when, UpProcess ingester, Sandbox sandbox, Work before, Duration time) {
        var work = Work.of(ingester, sandbox).minus(before);
        System.out.printf(
                "%d projects, %s, %d s: %d requests for traces, %d for daily metrics, %d others of the analytics service,"
                        + " %d of the organizations service, %d transactions, %.1f s of CPU, %d MiB resident%n",
                COUNT,
                when,
                time.toSeconds(),
                work.traces(),
                work.metrics(),
                work.others(),
                work.organizations(),
                work.transactions(),
                work.cpu().toMillis() / 1000.0,
                ingester.residentBytes() >> 20);
    }

    private static List<Duration> staleness(KafkaCluster kafka, Sandbox sandbox, Instant from) {
        Set<String> busy =
                sandbox.projects().stream().limit(BUSY).map(SandboxProject::id).collect(Collectors.toSet());
        return kafka.reader(Topics.TRACES).values().stream()
                .filter(trace -> busy.contains(trace.getProjectId()) && trace.getRevision() == 1)
                .filter(trace -> trace.getTimestamp().isAfter(from))
                .map(trace -> Duration.between(trace.getTimestamp(), trace.getObservedAt()))
                .sorted()
                .toList();
    }

    private static Duration percentile(List<Duration> sorted, double share) {
        assertThat(sorted).isNotEmpty();
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(sorted.size() * share)));
    }

    /** What has been done so far. */
    private record Work(long traces, long metrics, long others, long organizations, long transactions, Duration cpu) {
        static final Work NONE = new Work(0, 0, 0, 0, 0, Duration.ZERO);

        static Work of(UpProcess ingester, Sandbox sandbox) {
            String requests = "tracelake_client_requests_total";
            return new Work(
                    sandbox.limiter().requests(Bucket.TRACES),
                    (long) IngesterProcesses.metric(ingester, requests, "bucket=\"daily-metrics\""),
                    (long) IngesterProcesses.metric(ingester, requests, "bucket=\"projects\""),
                    (long) IngesterProcesses.metric(ingester, requests, "bucket=\"organizations\""),
                    (long) IngesterProcesses.metric(ingester, "tracelake_ingester_commit_duration_seconds_count"),
                    ingester.cpu());
        }

        Work minus(Work before) {
            return new Work(
                    traces - before.traces,
                    metrics - before.metrics,
                    others - before.others,
                    organizations - before.organizations,
                    transactions - before.transactions,
                    cpu.minus(before.cpu));
        }
    }
}
