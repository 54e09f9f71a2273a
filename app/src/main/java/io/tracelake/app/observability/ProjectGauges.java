package io.tracelake.app.observability;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.tracelake.ingester.schedule.ProjectProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far the projects of this instance are behind now, a gauge for each: there as long as the project is. Not
 * thread-safe, but what it has registered may be read while it works.
 */
final class ProjectGauges {
    private static final double MILLIS = 1_000;

    private final MultiGauge lags;
    private final MultiGauge freshLags;
    private final MultiGauge statuses;
    private final InstantSource clock;
    private volatile Map<String, ProjectProgress> projects = Map.of();
    private volatile Map<String, Long> byStatus = Map.of();

    ProjectGauges(MeterRegistry registry, InstantSource clock) {
        this.clock = clock;
        lags = MultiGauge.builder("tracelake.ingester.project.lag")
                .description("Time since the watermark: all before that has been read after it settled")
                .baseUnit("seconds")
                .register(registry);
        freshLags = MultiGauge.builder("tracelake.ingester.project.fresh.lag")
                .description("Time since new traces were last looked for")
                .baseUnit("seconds")
                .register(registry);
        statuses = MultiGauge.builder("tracelake.ingester.projects")
                .description("Projects of this instance")
                .register(registry);
    }

    /** Adds the gauges of projects that have come, and removes those of projects that have left. */
    void refresh(Collection<ProjectProgress> current) {
        projects = current.stream().collect(Collectors.toMap(ProjectProgress::id, Function.identity(), (a, b) -> b));
        byStatus = current.stream().collect(Collectors.groupingBy(ProjectProgress::status, Collectors.counting()));
        lags.register(rows(ProjectProgress::watermark));
        freshLags.register(rows(ProjectProgress::fresh));
        statuses.register(byStatus.keySet().stream()
                .<Row<?>>map(status -> Row.of(Tags.of("status", status), this, gauges -> gauges.count(status)))
                .toList());
    }

    private List<Row<?>> rows(Function<ProjectProgress, @Nullable Instant> time) {
        return projects.values().stream()
                .filter(project -> time.apply(project) != null)
                .<Row<?>>map(project -> {
                    String id = project.id();
                    return Row.of(Tags.of("project", id), this, gauges -> gauges.secondsSince(id, time));
                })
                .toList();
    }

    private double secondsSince(String id, Function<ProjectProgress, @Nullable Instant> time) {
        ProjectProgress project = projects.get(id);
        Instant since = project == null ? null : time.apply(project);
        return since == null
                ? Double.NaN
                : Duration.between(since, clock.instant()).toMillis() / MILLIS;
    }

    private double count(String status) {
        return Objects.requireNonNullElse(byStatus.get(status), 0L);
    }
}
