package io.tracelake.ingester.schedule;

import static io.tracelake.ingester.simulation.SimulatedService.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.analytics.TraceQuery;
import io.tracelake.client.quota.Priority;
import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.ingester.config.Payload;
import io.tracelake.ingester.publish.Outbox;
import io.tracelake.ingester.publish.SeenTags;
import io.tracelake.ingester.simulation.CommittedLog;
import io.tracelake.ingester.simulation.SimulatedService;
import io.tracelake.ingester.source.TraceSource;
import io.tracelake.ingester.state.ProjectState;
import io.tracelake.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a project's polls ask for, and how urgently, where a service allows few requests. */
class UrgencyTest {
    private static final Instant T0 = Instant.parse("2026-11-20T22:00:00Z");
    private static final IngestConfig CONFIG = new IngestConfig(
            Duration.ofSeconds(30),
            Duration.ofMinutes(20),
            Duration.ofHours(3),
            Duration.ofDays(90),
            Duration.ofHours(2),
            Payload.FULL,
            false);

    private final SimulatedService service = new SimulatedService(new SplittableRandom(1)).capPagesAt(5, false);
    private final CommittedLog log = new CommittedLog();
    private final Outbox outbox =
            new Outbox("p", CommittedLog.KAFKA, log.writer(step -> {}), new ProjectState(), T0.minus(CONFIG.start()));
    private final Map<Priority, List<TraceQuery>> asked = new EnumMap<>(Priority.class);
    private final Queue<Runnable> background = new ArrayDeque<>();
    private Instant now = T0;

    @Test
    void onlyTheNewestTracesAreAskedForAsFresh() {
        for (int i = 0; i < 60; i++) {
            service.add(trace("t" + i, T0.minusSeconds(110L * i), "n", T0, "1"));
        }

        new ProjectPoll(this::source, outbox, CONFIG, this::ticking, () -> false).run();

        assertThat(asked).containsOnlyKeys(Priority.FRESH, Priority.LOOKBACK);
        assertThat(asked.get(Priority.FRESH))
                .hasSizeGreaterThan(1)
                .allSatisfy(query -> assertThat(query.from()).isAfterOrEqualTo(T0.minusSeconds(120)));
        assertThat(asked.get(Priority.LOOKBACK)).hasSizeGreaterThan(10);
        assertThat(log.read(Topics.TRACES)).hasSize(60);
    }

    @Test
    void metricsThatWaitForTheirTurnHoldNothingUp() {
        service.add(trace("t", T0.minusSeconds(60), "n", T0, "1"));
        var metrics = metrics();

        assertThat(metrics.run(now)).isFalse();
        assertThat(metrics.run(now)).isFalse();
        assertThat(background).hasSize(1);
        background.remove().run();

        assertThat(log.read(Topics.DAILY_METRICS)).isEmpty();
        assertThat(metrics.run(now)).isTrue();
        assertThat(log.read(Topics.DAILY_METRICS)).hasSize(1);
    }

    @Test
    void metricsThatWaitAreGivenUpWithTheirOwner() {
        service.add(trace("t", T0.minusSeconds(60), "n", T0, "1"));
        var metrics = metrics();
        metrics.run(now);

        metrics.stop();
        background.remove().run();

        assertThat(metrics.run(now)).isFalse();
        assertThat(log.read(Topics.DAILY_METRICS)).isEmpty();
    }

    /** The answer was made before the trace came, and its day is so old that it won't be asked for of itself. */
    @Test
    void aTraceThatCameWhileATagWaitedIsNotTakenForCounted() {
        Instant old = T0.minus(Duration.ofDays(5));
        var tags = new SeenTags(outbox);
        var metrics = metrics(true);
        tags.saw(SimulatedService.tagged(trace("t1", old, "n", T0, "1"), List.of("tag")));
        metrics.run(now);
        background.remove().run();
        metrics.run(now);
        metrics.run(now);

        background.remove().run();
        outbox.moveTo(outbox.position().plusRevision(1));
        metrics.run(now);

        assertThat(tags.unread("tag")).isEqualTo(LocalDate.ofInstant(old, ZoneOffset.UTC));
    }

    private MetricsPoll metrics() {
        return metrics(false);
    }

    private MetricsPoll metrics(boolean byTag) {
        var config = new IngestConfig(
                CONFIG.interval(),
                CONFIG.settle(),
                CONFIG.lookback(),
                CONFIG.memory(),
                CONFIG.start(),
                CONFIG.payload(),
                byTag);
        return new MetricsPoll(() -> service::days, outbox, config, () -> now, background::add, () -> false);
    }

    private TraceSource source(Priority priority) {
        return new TraceSource(
                query -> {
                    asked.computeIfAbsent(priority, first -> new ArrayList<>()).add(query);
                    return service.list(query);
                },
                service::byId);
    }

    /** So that what is fresh becomes due now and then. */
    private Instant ticking() {
        now = now.plusSeconds(2);
        return now;
    }
}
