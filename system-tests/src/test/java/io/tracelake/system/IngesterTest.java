package io.tracelake.system;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.ingester.config.Payload;
import io.tracelake.ingester.publish.CommitStep;
import io.tracelake.ingester.schedule.ProjectProgress;
import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.Trace;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(KafkaExtension.class)
class IngesterTest {
    private static final long[] SIZES = {900, 350, 120};
    private static final IngestConfig CONFIG = new IngestConfig(
            Duration.ofSeconds(1),
            Duration.ofSeconds(4),
            Duration.ofHours(12),
            Duration.ofDays(90),
            Duration.ofDays(30),
            Payload.FULL,
            false);

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

    @Test
    void carriesEveryTraceOfEveryDiscoveredProjectOnce() {
        try (var ingester = RunningIngester.discovering(kafka.config(), CONFIG, sandbox, step -> {})) {
            awaitComplete(ingester);
        }

        assertEachTraceOnce(read());
        assertThat(kafka.reader(Topics.PROJECTS).read())
                .extracting(record -> record.key())
                .containsExactlyInAnyOrderElementsOf(
                        sandbox.projects().stream().map(p -> p.id()).toList());
    }

    /** A topic just created is not known to the broker at once; an ingester that looked too early stayed idle. */
    @Test
    void startsOnAKafkaThatHasNoTopicYet() {
        for (int start = 0; start < 3; start++) {
            try (var ingester = RunningIngester.discovering(kafka.another().config(), CONFIG, sandbox, step -> {})) {
                awaitComplete(ingester);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCrashAtAnyStepOfACommitLosesAndDoublesNothing(CommitStep step) {
        var random = new SplittableRandom(step.name().hashCode());
        for (int round = 0; round < 3; round++) {
            var commits = new AtomicInteger(random.nextInt(1, 4));
            var crashed = new AtomicInteger();
            var ingester = RunningIngester.discovering(kafka.config(), CONFIG, sandbox, reached -> {
                if (reached == step && commits.decrementAndGet() < 0) {
                    crashed.incrementAndGet();
                    throw new AssertionError("the process ends here");
                }
            });
            await().atMost(Duration.ofSeconds(60)).until(() -> crashed.get() > 0);
            ingester.close();
        }
        try (var ingester = RunningIngester.discovering(kafka.config(), CONFIG, sandbox, reached -> {})) {
            awaitComplete(ingester);
        }

        assertEachTraceOnce(read());
    }

    @Test
    void instancesShareTheProjectsAndTakeOverFromEachOther() {
        var first = RunningIngester.discovering(kafka.config(), CONFIG, sandbox, step -> {});
        try (var second = RunningIngester.discovering(kafka.config(), CONFIG, sandbox, step -> {})) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> first.progress().size() + second.progress().size() >= 1);
            first.close();
            awaitComplete(second);
        } finally {
            first.close();
        }

        assertEachTraceOnce(read());
    }

    @Test
    void aPairThatOpensAnotherProjectIsRefusedAndTheOthersGoOn() {
        var a = sandbox.projects().get(0);
        var b = sandbox.projects().get(1);
        var mixedUp = List.of(
                RunningIngester.project(a.id(), a.publicKey(), b.secretKey()),
                RunningIngester.project(b.id(), b.publicKey(), b.secretKey()));

        try (var ingester = RunningIngester.of(kafka.config(), CONFIG, sandbox, mixedUp)) {
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(progress(ingester, a.id()).status()).isEqualTo("identity-mismatch");
                assertThat(progress(ingester, b.id()).traces()).isEqualTo(SIZES[1]);
            });
        }

        assertThat(read()).extracting(Trace::getProjectId).containsOnly(b.id());
    }

    @Test
    void aRevokedKeyParksItsProjectUntilTheKeyWorksAgain() {
        String revoked = sandbox.projects().getFirst().id();
        sandbox.faults().revokeKey(revoked);
        try (var ingester = RunningIngester.discovering(kafka.config(), CONFIG, sandbox, step -> {})) {
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(progress(ingester, revoked).status()).isEqualTo("credentials-refused");
                assertThat(ingester.progress().stream()
                                .filter(project -> !project.id().equals(revoked))
                                .mapToLong(ProjectProgress::traces)
                                .sum())
                        .isEqualTo(SIZES[1] + SIZES[2]);
            });
            sandbox.faults().restoreKey(revoked);
            awaitComplete(ingester);
        }

        assertEachTraceOnce(read());
    }

    private void awaitComplete(RunningIngester ingester) {
        await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
            assertThat(ingester.progress()).hasSize(SIZES.length);
            assertThat(ingester.progress().stream().map(ProjectProgress::traces).collect(toSet()))
                    .containsExactlyInAnyOrder(SIZES[0], SIZES[1], SIZES[2]);
        });
    }

    private static ProjectProgress progress(RunningIngester ingester, String id) {
        return ingester.progress().stream()
                .filter(project -> project.id().equals(id))
                .findFirst()
                .orElseThrow(AssertionError::new);
    }

    private List<Trace> read() {
        var traces = new ArrayList<Trace>();
        kafka.reader(Topics.TRACES).read().forEach(record -> traces.add(record.value()));
        return traces;
    }

    private void assertEachTraceOnce(List<Trace> traces) {
        Map<String, List<Trace>> chains =
                traces.stream().collect(groupingBy(trace -> trace.getProjectId() + "/" + trace.getTraceId()));
        assertThat(chains).hasSize((int) (SIZES[0] + SIZES[1] + SIZES[2]));
        chains.forEach((id, chain) -> assertThat(chain)
                .as(id)
                .extracting(Trace::getRevision)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, chain.size()).boxed().toList()));
    }
}
