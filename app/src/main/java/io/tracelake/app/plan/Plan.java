package io.tracelake.app.plan;

import io.tracelake.ingester.source.Window;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backfill is expected to take, all projects together.
 *
 * @param parallelism windows fetched at once for each project
 * @param quota of the organization, null if there is none
 */
public record Plan(
        Window range,
        List<ProjectPlan> projects,
        int parallelism,
        @Nullable Quota quota) {
    public Plan {
        projects = List.copyOf(projects);
    }

    public long rows() {
        return projects.stream().mapToLong(ProjectPlan::rows).sum();
    }

    public long requests() {
        return projects.stream().mapToLong(ProjectPlan::requests).sum();
    }

    public long bytes() {
        return projects.stream().mapToLong(ProjectPlan::bytes).sum();
    }

    public int probes() {
        return projects.stream().mapToInt(ProjectPlan::probes).sum();
    }

    /** How long one project takes by itself. */
    public Duration time(ProjectPlan project) {
        Duration fetched = project.page().multipliedBy(project.requests()).dividedBy(parallelism);
        return longer(fetched, atQuota(project.requests()));
    }

    /** Projects are read at the same time, but share the quota. */
    public Duration time() {
        Duration longest = projects.stream().map(this::time).reduce(Duration.ZERO, Plan::longer);
        return longer(longest, atQuota(requests()));
    }

    private Duration atQuota(long requests) {
        return quota == null ? Duration.ZERO : Duration.ofMillis((long) (requests / quota.perSecond() * 1000));
    }

    /** Of what the quota allows in a day; null without one. */
    public @Nullable Double shareOfDay() {
        return quota == null ? null : requests() / quota.perDay();
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? b : a;
    }
}
