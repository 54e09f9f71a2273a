package io.tracelake.system;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tracelake.client.http.HttpLimits;
import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.ingester.config.Payload;
import io.tracelake.ingester.schedule.ProjectProgress;
import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.sandbox.SandboxProject;
import io.tracelake.sandbox.fault.Fault;
import io.tracelake.sandbox.fault.FaultRule;
import io.tracelake.sandbox.traffic.Behaviour;
import io.tracelake.schemas.DailyMetrics;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.Trace;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault of a service, at each of its endpoints: one project for every fault, and one that is spared. */
@ExtendWith(KafkaExtension.class)
class FaultTest {
    private static final long TRACES = 150;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Those of the whole organization, or of the host; and those that no reader can notice. */
    private static final Set<Fault> SHARED = EnumSet.of(
            Fault.RATE_LIMITED,
            Fault.RATE_LIMITED_WITHOUT_HEADERS,
            Fault.RATE_LIMITED_PLAIN_TEXT,
            Fault.CONNECTION_REFUSED,
            Fault.WRONG_CLOCK,
            Fault.WRONG_TIMESTAMPS);

    /** Those that an answer survives, however long they last. */
    private static final Set<Fault> HARMLESS =
            EnumSet.of(Fault.REDIRECT, Fault.MOVING_TOTAL, Fault.REPEATED_ROWS, Fault.SLOW, Fault.CONGESTED);

    private static final List<Fault> FAULTS = Arrays.stream(Fault.values())
            .filter(fault -> !SHARED.contains(fault))
            .toList();

    /** A service that stalls is given up soon, and a body that explodes too. */
    private static final HttpLimits LIMITS = new HttpLimits(
            Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(8), 16L << 20, 2, Duration.ofMillis(100));

    private static final IngestConfig CONFIG = new IngestConfig(
            Duration.ofSeconds(1),
            Duration.ofSeconds(4),
            Duration.ofMinutes(8),
            Duration.ofDays(90),
            Duration.ofDays(4),
            Payload.FULL,
            false);

    private KafkaCluster kafka;

    @BeforeEach
    void createTopics(KafkaCluster share) throws InterruptedException {
        kafka = share.createTopics();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/traces", "/metrics/daily", "/projects"})
    void aFaultStopsNoOtherProjectAndOnceItEndsNothingIsMissing(String endpoint) {
        try (var sandbox = Sandbox.start(config(FAULTS.size() + 1));
                var ingester = ingester(sandbox)) {
            Map<String, Fault> afflicted = afflict(sandbox, endpoint);
            String spared = sandbox.projects().getLast().id();
            await().atMost(PATIENCE).untilAsserted(() -> {
                Map<String, ProjectProgress> progress = progress(ingester);
                assertThat(progress.get(spared)).isNotNull().satisfies(project -> {
                    assertThat(project.traces()).isEqualTo(TRACES);
                    assertThat(project.problem()).isNull();
                });
                afflicted.forEach((id, fault) -> {
                    if (isBad(fault, endpoint)) {
                        assertThat(progress.get(id))
                                .as(fault.label())
                                .isNotNull()
                                .extracting(ProjectProgress::problem)
                                .isNotNull();
                    }
                });
            });
            sandbox.faults().clear();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> progress(ingester).forEach((id, project) -> {
                        assertThat(project.traces())
                                .as(afflicted.get(id) + ": " + project)
                                .isEqualTo(TRACES);
                        assertThat(project.problem())
                                .as(afflicted.get(id) + ": " + project)
                                .isNull();
                    }));
            awaitDays(sandbox);
            assertCarriedOnce(sandbox);
        }
    }

    private static boolean isBad(Fault fault, String endpoint) {
        boolean ordered = endpoint.equals("/traces");
        return switch (fault) {
            case BACK_IN_TIME, UNSORTED -> ordered;
            default -> !HARMLESS.contains(fault);
        };
    }

    private static Map<String, Fault> afflict(Sandbox sandbox, String endpoint) {
        for (int i = 0; i < FAULTS.size(); i++) {
            Fault fault = FAULTS.get(i);
            var rule = FaultRule.of(fault)
                    .at(endpoint)
                    .project(sandbox.projects().get(i).id());
            sandbox.faults()
                    .add(
                            switch (fault) {
                                case STALL -> rule.duration(Duration.ofMinutes(1));
                                case REDIRECT_ELSEWHERE -> rule.location(URI.create("http://elsewhere.invalid/"));
                                default -> rule;
                            });
        }
        return IntStream.range(0, FAULTS.size())
                .boxed()
                .collect(toMap(i -> sandbox.projects().get(i).id(), FAULTS::get));
    }

    @Test
    void faultsOfTheWholeServiceAreOvercome() {
        try (var sandbox = Sandbox.start(config(3))) {
            for (Fault fault : EnumSet.of(
                    Fault.RATE_LIMITED,
                    Fault.RATE_LIMITED_WITHOUT_HEADERS,
                    Fault.RATE_LIMITED_PLAIN_TEXT,
                    Fault.CONNECTION_REFUSED)) {
                sandbox.faults().add(FaultRule.of(fault).times(2));
            }
            try (var ingester = ingester(sandbox)) {
                awaitTraces(ingester, 3);
                for (Fault fault : List.of(
                        Fault.RATE_LIMITED,
                        Fault.RATE_LIMITED_WITHOUT_HEADERS,
                        Fault.RATE_LIMITED_PLAIN_TEXT,
                        Fault.CONNECTION_REFUSED)) {
                    await().atMost(PATIENCE)
                            .untilAsserted(() -> assertThat(sandbox.faults().strikes(fault))
                                    .as(fault.label())
                                    .isEqualTo(2));
                }
                awaitTraces(ingester, 3);
                awaitDays(sandbox);
            }
            assertCarriedOnce(sandbox);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-3, 3})
    void aClockThatIsWrongAndThenRightLosesAndDoublesNothing(int hours) {
        try (var sandbox = Sandbox.start(config(2))) {
            sandbox.faults().add(FaultRule.of(Fault.WRONG_CLOCK).duration(Duration.ofHours(hours)));
            try (var ingester = ingester(sandbox)) {
                awaitTraces(ingester, 2);
            }
            sandbox.faults().clear();
            try (var ingester = ingester(sandbox)) {
                awaitTraces(ingester, 2);
            }
            assertCarriedOnce(sandbox);
        }
    }

    private static SandboxConfig config(int projects) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        return SandboxConfig.fixed(
                        now.minus(Duration.ofDays(2)), now.minus(Duration.ofHours(3)), InstantSource.system(), TRACES)
                .withHistory(
                        now.minus(Duration.ofDays(2)),
                        now.minus(Duration.ofHours(3)),
                        Collections.nCopies(projects, TRACES))
                .withBehaviour(Behaviour.calm());
    }

    private RunningIngester ingester(Sandbox sandbox) {
        return RunningIngester.limited(kafka.config(), CONFIG, sandbox, LIMITS);
    }

    private void awaitTraces(RunningIngester ingester, int projects) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ingester.progress())
                        .hasSize(projects)
                        .allSatisfy(project -> assertThat(project.traces()).isEqualTo(TRACES)));
    }

    private static Map<String, ProjectProgress> progress(RunningIngester ingester) {
        return ingester.progress().stream().collect(toMap(ProjectProgress::id, Function.identity()));
    }

    private void assertCarriedOnce(Sandbox sandbox) {
        Map<String, List<Trace>> carried =
                kafka.reader(Topics.TRACES).values().stream().collect(groupingBy(Trace::getProjectId));
        for (SandboxProject project : sandbox.projects()) {
            List<Trace> traces = carried.getOrDefault(project.id(), List.of());
            assertThat(traces)
                    .extracting(trace -> trace.getTraceId() + " " + trace.getRevision())
                    .doesNotHaveDuplicates();
            assertThat(traces.stream().map(Trace::getTraceId).distinct())
                    .containsExactlyInAnyOrderElementsOf(ServiceReader.readIds(sandbox, project));
        }
    }

    private void awaitDays(Sandbox sandbox) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(kafka.reader(Topics.DAILY_METRICS).values().stream()
                                .map(DailyMetrics::getProjectId)
                                .distinct())
                        .hasSameSizeAs(sandbox.projects()));
    }
}
