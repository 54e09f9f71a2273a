package io.tracelake.app.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tracelake.ingester.schedule.ProjectProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProjectGaugesTest {
    private static final String LAG = "tracelake_ingester_project_lag_seconds";
    private static final String FRESH = "tracelake_ingester_project_fresh_lag_seconds";
    private static final String STATUS = "tracelake_ingester_projects";
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private Instant now = START.plusSeconds(60);
    private final ProjectGauges gauges = new ProjectGauges(registry, () -> now);

    @Test
    void tellsHowFarEachProjectIsBehindNow() {
        gauges.refresh(List.of(project("a", "active"), project("b", "no-keys")));
        assertThat(scrape().sum(LAG, "project=\"a\"")).isCloseTo(60, within(0.01));

        now = now.plusSeconds(15);
        gauges.refresh(List.of(project("a", "active"), project("b", "active")));
        assertThat(scrape().sum(LAG, "project=\"a\"")).isCloseTo(75, within(0.01));
        assertThat(scrape().sum(STATUS, "status=\"active\"")).isEqualTo(2);
        assertThat(scrape().count(STATUS)).isEqualTo(1);
    }

    @Test
    void forgetsAProjectThatHasLeft() {
        gauges.refresh(List.of(project("a", "active"), project("b", "active")));
        assertThat(scrape().count(LAG)).isEqualTo(2);
        assertThat(scrape().count(FRESH)).isEqualTo(2);

        gauges.refresh(List.of(project("b", "active")));
        assertThat(scrape().count(LAG)).isEqualTo(1);
        assertThat(scrape().count(FRESH)).isEqualTo(1);
        assertThat(scrape().text()).doesNotContain("project=\"a\"");

        gauges.refresh(List.of());
        assertThat(scrape().text()).doesNotContain("project=", "status=");
    }

    @Test
    void isCheapWithThousandsOfProjects() {
        List<ProjectProgress> many = IntStream.range(0, 2_000)
                .mapToObj(i -> project("p" + i, "active"))
                .toList();
        gauges.refresh(many);
        scrape();

        long begun = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            gauges.refresh(many);
            scrape();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun).dividedBy(5)).isLessThan(Duration.ofMillis(500));
        assertThat(scrape().count(LAG)).isEqualTo(2_000);
    }

    private Exposition scrape() {
        return new Exposition(registry.scrape());
    }

    private static ProjectProgress project(String id, String status) {
        return new ProjectProgress(id, "Project " + id, status, 1, 1, 0, START, START, null);
    }
}
