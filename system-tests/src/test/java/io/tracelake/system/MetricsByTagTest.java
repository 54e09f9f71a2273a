package io.tracelake.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.ingester.config.Payload;
import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.sandbox.SandboxProject;
import io.tracelake.schemas.DailyMetrics;
import io.tracelake.schemas.Topics;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class MetricsByTagTest {
    private static final String DAILY = "/metrics/daily";

    /** Metrics are read at every poll, for the twelfth part of the look-back is shorter than it. */
    private static IngestConfig config(boolean metricsByTag) {
        return new IngestConfig(
                Duration.ofSeconds(1),
                Duration.ofSeconds(4),
                Duration.ofSeconds(90),
                Duration.ofDays(90),
                Duration.ofDays(30),
                Payload.NONE,
                metricsByTag);
    }

    private static Sandbox sandbox() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        return Sandbox.start(SandboxConfig.fixed(
                now.minus(Duration.ofDays(3)), now.minus(Duration.ofDays(1)), InstantSource.system(), 400, 150));
    }

    @Test
    void everyTagHasTheServicesFiguresAndARestartWritesNoneAgain(KafkaCluster share) throws InterruptedException {
        var kafka = share.createTopics();
        try (var sandbox = sandbox()) {
            var expected = new TreeMap<String, String>();
            int readings = 0;
            for (SandboxProject project : sandbox.projects()) {
                var tags = new ArrayList<@Nullable String>(ServiceReader.readTags(sandbox, project));
                assertThat(tags)
                        .contains("beta")
                        .anySatisfy(tag -> assertThat(tag).contains(","));
                tags.add(null);
                tags.forEach(tag -> ServiceReader.readDays(sandbox, project, tag)
                        .forEach((day, figures) -> expected.put(project.id() + " " + day + " " + tag, figures)));
                readings += tags.size();
            }
            try (var ingester = RunningIngester.discovering(kafka.config(), config(true), sandbox, step -> {})) {
                await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                    assertThat(ingester.progress()).allMatch(project -> project.problem() == null);
                    assertThat(newest(kafka)).isEqualTo(expected);
                });
            }
            int written = kafka.reader(Topics.DAILY_METRICS).read().size();
            sandbox.faults().watch(DAILY);
            try (var ingester = RunningIngester.discovering(kafka.config(), config(true), sandbox, step -> {})) {
                int rounds = 2 * readings;
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> sandbox.faults().seen(DAILY) >= rounds);
                assertThat(ingester.progress()).allMatch(project -> project.problem() == null);
            }

            assertThat(kafka.reader(Topics.DAILY_METRICS).read()).hasSize(written);
            assertThat(newest(kafka)).isEqualTo(expected);
        }
    }

    @Test
    void withoutTheSettingOneRequestAProjectAndReadingIsMade(KafkaCluster share) throws InterruptedException {
        var kafka = share.createTopics();
        var hourly = new IngestConfig(
                Duration.ofSeconds(1),
                Duration.ofSeconds(4),
                Duration.ofHours(12),
                Duration.ofDays(90),
                Duration.ofDays(30),
                Payload.NONE,
                false);
        try (var sandbox = sandbox()) {
            sandbox.faults().watch(DAILY);
            try (var ingester = RunningIngester.discovering(kafka.config(), hourly, sandbox, step -> {})) {
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(newest(kafka).keySet().stream()
                                        .map(key -> key.substring(0, key.indexOf(' ')))
                                        .distinct())
                                .hasSize(2));
                assertThat(ingester.progress()).allMatch(project -> project.problem() == null);
            }
            assertThat(sandbox.faults().seen(DAILY)).isEqualTo(2);
        }

        assertThat(newest(kafka).keySet()).allMatch(key -> key.endsWith(" null"));
    }

    private static Map<String, String> newest(KafkaCluster kafka) {
        var newest = new TreeMap<String, String>();
        for (DailyMetrics day : kafka.reader(Topics.DAILY_METRICS).values()) {
            newest.put(
                    day.getProjectId() + " " + day.getDay() + " " + day.getTag(),
                    ServiceReader.figures(
                            day.getCountTraces(),
                            day.getCountObservations(),
                            Objects.requireNonNull(day.getTotalCost())));
        }
        return newest;
    }
}
