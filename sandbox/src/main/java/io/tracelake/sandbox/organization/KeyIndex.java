package io.tracelake.sandbox.organization;

import io.tracelake.sandbox.traffic.DailyTotals;
import io.tracelake.sandbox.traffic.Plan;
import io.tracelake.sandbox.traffic.TraceStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What each secret opens: asked at every request to the analytics service, without a lock. Made anew at each change of
 * the organisation.
 */
final class KeyIndex {
    private final Function<ProjectFacts, Plan> plans;
    private final Disruptions disruptions;
    private final Map<String, Instant> lastUsed = new ConcurrentHashMap<>();
    private volatile Tables tables = new Tables(Map.of(), Map.of(), Map.of());

    KeyIndex(Function<ProjectFacts, Plan> plans, Disruptions disruptions) {
        this.plans = plans;
        this.disruptions = disruptions;
    }

    Optional<TracedProject> open(String secretKey, Instant now) {
        Door door = tables.bySecret().get(secretKey);
        if (door == null || !door.opens(disruptions, now)) {
            return Optional.empty();
        }
        lastUsed.merge(door.key().id(), now, (before, later) -> before.isAfter(later) ? before : later);
        return Optional.of(door.project());
    }

    /** The same without a trace of the asking. */
    Optional<TracedProject> look(String secretKey, Instant now) {
        Door door = tables.bySecret().get(secretKey);
        return door == null || !door.opens(disruptions, now) ? Optional.empty() : Optional.of(door.project());
    }

    Optional<TracedProject> traced(String projectId) {
        return Optional.ofNullable(tables.traced().get(projectId));
    }

    boolean isPublicKey(String publicKey, Instant now) {
        Door door = tables.byPublicKey().get(publicKey);
        return door != null && door.key().isLive(now);
    }

    @Nullable Instant lastUsed(String keyId) {
        return lastUsed.get(keyId);
    }

    /** Callers take turns. */
    void refresh(Projects projects) {
        var traced = new HashMap<String, TracedProject>();
        var bySecret = new HashMap<String, Door>();
        var byPublicKey = new HashMap<String, Door>();
        for (Project project : projects.all()) {
            TracedProject open = traced(project);
            traced.put(project.id(), open);
            for (ApiKey key : project.apiKeys().all()) {
                Door door = new Door(key, open);
                bySecret.put(key.pair().secretKey(), door);
                byPublicKey.put(key.pair().publicKey(), door);
            }
        }
        tables = new Tables(bySecret, byPublicKey, traced);
        lastUsed.keySet()
                .retainAll(
                        bySecret.values().stream().map(door -> door.key().id()).collect(Collectors.toSet()));
    }

    private TracedProject traced(Project project) {
        TracedProject known = tables.traced().get(project.id());
        if (known == null) {
            TraceStream traces = new TraceStream(plans.apply(project.facts()));
            return new TracedProject(project.id(), project.name(), traces, new DailyTotals(traces));
        }
        return known.name().equals(project.name()) ? known : known.renamed(project.name());
    }

    private record Door(ApiKey key, TracedProject project) {
        boolean opens(Disruptions disruptions, Instant now) {
            return key.isLive(now) && disruptions.lets(key, project.id(), now);
        }
    }

    /** Never changed once they are published. */
    private record Tables(
            Map<String, Door> bySecret, Map<String, Door> byPublicKey, Map<String, TracedProject> traced) {}
}
