package io.tracelake.system;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.ingester.config.Payload;
import io.tracelake.ingester.metrics.IngesterMeters;
import io.tracelake.ingester.publish.CommitStep;
import io.tracelake.ingester.publish.PartitionWriter;
import io.tracelake.ingester.schedule.ProjectProgress;
import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.sandbox.SandboxProject;
import io.tracelake.schemas.DailyMetrics;
import io.tracelake.schemas.Fingerprint;
import io.tracelake.schemas.IngestState;
import io.tracelake.schemas.Project;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.Trace;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import io.tracelake.testkit.ReadRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong around a living ingester stays where it is, and mends. */
@ExtendWith(KafkaExtension.class)
class IngesterFaultTest {
    private static final String DAILY = "/metrics/daily";
    private static final String TRACES = "/public/traces";
    private static final long[] SIZES = {500, 200, 80};
    private static final IngestConfig CONFIG = new IngestConfig(
            Duration.ofSeconds(1),
            Duration.ofSeconds(4),
            Duration.ofHours(12),
            Duration.ofDays(90),
            Duration.ofDays(4),
            Payload.FULL,
            false);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private KafkaCluster kafka;
    private Sandbox sandbox;

    @BeforeEach
    void startService(KafkaCluster share) throws InterruptedException {
        kafka = share.createTopics();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        sandbox = Sandbox.start(SandboxConfig.fixed(
                now.minus(Duration.ofDays(3)), now.minus(Duration.ofDays(1)), InstantSource.system(), SIZES));
    }

    @AfterEach
    void stopService() {
        sandbox.close();
    }

    @ParameterizedTest
    @EnumSource
    void afterAFailedCommitTheSameProcessGoesOnAndLosesAndDoublesNothing(CommitStep step) {
        var commits = new AtomicInteger();
        var failures = new AtomicInteger();
        Consumer<CommitStep> failing = reached -> {
            if (reached == step && commits.incrementAndGet() % 4 == 3 && failures.get() < 7) {
                failures.incrementAndGet();
                throw new KafkaException("commit failed on demand");
            }
        };
        try (var ingester = ingester(failing)) {
            awaitComplete(ingester);
        }

        assertThat(failures).hasValueGreaterThan(3);
        assertEachTraceOnce();
    }

    @Test
    void anOwnerThatWasFencedAsksTheGroupAgainAndLosesAndDoublesNothing() {
        var commits = new AtomicInteger();
        try (var ingester = ingester(reached -> {
            if (reached == CommitStep.SENT && commits.incrementAndGet() == 4) {
                takeOverEveryPartition();
            }
        })) {
            awaitComplete(ingester);
        }

        assertEachTraceOnce();
    }

    private void takeOverEveryPartition() {
        for (int partition = 0; partition < kafka.config().partitions(); partition++) {
            PartitionWriter.open(kafka.config(), partition, step -> {}, IngesterMeters.unread())
                    .close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500})
    void tracesAreCarriedWhileTheDailyMetricsFail(int status) {
        sandbox.faults().breakPath(DAILY, status);
        try (var ingester = ingester(step -> {})) {
            awaitComplete(ingester);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ingester.progress())
                            .hasSize(3)
                            .allSatisfy(project -> {
                                assertThat(project.status()).isEqualTo("active");
                                assertThat(project.problem()).contains(DAILY);
                            }));
        }

        assertEachTraceOnce();
        assertThat(kafka.reader(Topics.DAILY_METRICS).read()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500})
    void dailyMetricsAreCarriedWhileTheTracesFail(int status) {
        sandbox.faults().breakPath(TRACES, status);
        try (var ingester = ingester(step -> {})) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(kafka.reader(Topics.DAILY_METRICS).values().stream()
                                    .map(DailyMetrics::getProjectId)
                                    .distinct())
                            .hasSize(3));
            assertThat(kafka.reader(Topics.TRACES).read()).isEmpty();
            sandbox.faults().mend(TRACES);
            awaitComplete(ingester);
        }

        assertEachTraceOnce();
    }

    @Test
    void aParkedProjectIsWrittenOnceForEachStatusHoweverOftenItIsTriedAgain() {
        String parked = sandbox.projects().getFirst().id();
        sandbox.faults().revokeKey(parked);
        sandbox.faults().watch("/public/projects");
        try (var ingester = ingester(step -> {})) {
            int others = SIZES.length - 1;
            await().atMost(PATIENCE).until(() -> sandbox.faults().seen("/public/projects") >= others + 4);
            sandbox.faults().restoreKey(parked);
            awaitComplete(ingester);
        }

        assertThat(kafka.reader(Topics.PROJECTS).values().stream()
                        .filter(project -> project.getProjectId().equals(parked))
                        .map(Project::getStatus))
                .containsExactly("credentials-refused", "active");
    }

    /** The bug is a revision number beyond what can be kept, met in one project of a partition that has all. */
    @Test
    void aBugInOneProjectParksItAndStopsNoOther() throws Exception {
        kafka = kafka.another().withPartitions(1).createTopics();
        SandboxProject broken = sandbox.projects().get(1);
        String trace = ServiceReader.readIds(sandbox, broken).iterator().next();
        remember(List.of(broken.id() + "/trace/" + trace), (1 << 20) - 1, Duration.ofDays(9));

        try (var ingester = ingester(step -> {})) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(progress(ingester, 1).status()).isEqualTo("internal-error");
                assertThat(progress(ingester, 0).traces()).isEqualTo(SIZES[0]);
                assertThat(progress(ingester, 2).traces()).isEqualTo(SIZES[2]);
            });
            assertThat(progress(ingester, 0).status()).isEqualTo("active");
            assertThat(progress(ingester, 2).status()).isEqualTo("active");
        }
    }

    /** They are forgotten 100,000 at a time, so three times here. */
    @Test
    void fingerprintsBeyondTheMemoryAreForgottenOnceHoweverManyThereAre() throws Exception {
        kafka = kafka.another().withPartitions(1).createTopics();
        String project = sandbox.projects().getFirst().id();
        var expired = IntStream.range(0, 210_000)
                .mapToObj(i -> project + "/trace/old-" + i)
                .toList();
        remember(expired, 1, Duration.ofDays(100));

        try (var ingester = ingester(step -> {})) {
            awaitComplete(ingester);
        }

        List<String> forgotten = kafka.reader(Topics.INGEST_STATE).read().stream()
                .filter(ReadRecord::tombstone)
                .map(record -> String.valueOf(record.key()))
                .toList();
        assertThat(forgotten).hasSameSizeAs(expired);
        assertThat(new HashSet<>(forgotten).equals(new HashSet<>(expired)))
                .as("each once")
                .isTrue();
    }

    private void remember(List<String> keys, int revision, Duration age) {
        Instant timestamp = Instant.now().minus(age).truncatedTo(ChronoUnit.MILLIS);
        byte[] value = Topics.INGEST_STATE.encode(
                new IngestState(null, new Fingerprint(0L, revision, timestamp, Instant.EPOCH, 0, false), null, null));
        try (var producer = kafka.producer("remember")) {
            producer.initTransactions();
            producer.beginTransaction();
            for (String key : keys) {
                var sent =
                        producer.send(new ProducerRecord<>(kafka.config().topic(Topics.INGEST_STATE), 0, key, value));
                assertThat(sent).isNotNull();
            }
            producer.commitTransaction();
        }
    }

    private RunningIngester ingester(Consumer<CommitStep> steps) {
        return RunningIngester.discovering(kafka.config(), CONFIG, sandbox, steps);
    }

    private ProjectProgress progress(RunningIngester ingester, int number) {
        String id = sandbox.projects().get(number).id();
        return ingester.progress().stream()
                .filter(project -> project.id().equals(id))
                .findFirst()
                .orElseThrow(AssertionError::new);
    }

    private void awaitComplete(RunningIngester ingester) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(ingester.progress()).hasSize(SIZES.length);
            assertThat(ingester.progress().stream().map(ProjectProgress::traces).collect(toSet()))
                    .containsExactlyInAnyOrder(SIZES[0], SIZES[1], SIZES[2]);
        });
    }

    private void assertEachTraceOnce() {
        Map<String, List<Trace>> chains = kafka.reader(Topics.TRACES).values().stream()
                .collect(groupingBy(trace -> trace.getProjectId() + "/" + trace.getTraceId()));
        assertThat(chains).hasSize((int) (SIZES[0] + SIZES[1] + SIZES[2]));
        chains.forEach((id, chain) -> assertThat(chain)
                .as(id)
                .extracting(Trace::getRevision)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, chain.size()).boxed().toList()));
    }
}
