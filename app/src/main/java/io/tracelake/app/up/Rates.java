package io.tracelake.app.up;

import io.tracelake.ingester.schedule.ProjectProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** How fast the projects' traces came in over about the last ten seconds. One thread. */
final class Rates {
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration LEAST = Duration.ofMillis(900);

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(Instant at, Map<String, Long> traces) {}

    void add(List<ProjectProgress> projects, Instant now) {
        samples.addLast(new Sample(
                now, projects.stream().collect(Collectors.toMap(ProjectProgress::id, ProjectProgress::traces))));
        // The oldest sample kept is the last one that is at least as old as the window.
        while (samples.size() > 2 && !second().at().isAfter(now.minus(WINDOW))) {
            samples.removeFirst();
        }
    }

    private Sample second() {
        var all = samples.iterator();
        all.next();
        return all.next();
    }

    /** Traces a second of one project; empty until there is something to compare with. */
    OptionalDouble of(String projectId) {
        if (samples.isEmpty()) {
            return OptionalDouble.empty();
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        Duration between = Duration.between(first.at(), last.at());
        Long before = first.traces().get(projectId);
        Long now = last.traces().get(projectId);
        if (before == null || now == null || between.compareTo(LEAST) < 0) {
            return OptionalDouble.empty();
        }
        // A project that moved to another instance and back starts from what was committed.
        return OptionalDouble.of(Math.max(0, now - before) * 1_000.0 / between.toMillis());
    }
}
