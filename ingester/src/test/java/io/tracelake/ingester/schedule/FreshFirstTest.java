package io.tracelake.ingester.schedule;

import static io.tracelake.ingester.simulation.SimulatedService.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.analytics.TraceQuery;
import io.tracelake.client.http.Ending;
import io.tracelake.client.quota.Bucket;
import io.tracelake.client.quota.Claim;
import io.tracelake.client.quota.Priority;
import io.tracelake.client.quota.QuotaConfig;
import io.tracelake.client.quota.QuotaGovernor;
import io.tracelake.client.quota.RateLimit;
import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.ingester.config.Payload;
import io.tracelake.ingester.payload.CarriedTraces;
import io.tracelake.ingester.publish.Outbox;
import io.tracelake.ingester.simulation.CommittedLog;
import io.tracelake.ingester.simulation.SimulatedService;
import io.tracelake.ingester.source.TraceSource;
import io.tracelake.ingester.state.ProjectState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A project among others whose requests use up the quota. Time passes with the turns of the others, about as in reality. */
@Timeout(60)
class FreshFirstTest {
    private static final int OTHERS = 20;
    private static final Duration TURN = Duration.ofMillis(5);
    private static final Instant T0 = Instant.parse("2026-11-20T22:00:00Z");
    private static final IngestConfig CONFIG = new IngestConfig(
            Duration.ofMillis(20),
            Duration.ofMinutes(20),
            Duration.ofHours(3),
            Duration.ofDays(90),
            Duration.ofHours(2),
            Payload.FULL,
            false);

    private final QuotaGovernor governor = new QuotaGovernor(
            new QuotaConfig(Map.of(Bucket.TRACES, new RateLimit(201, Duration.ofSeconds(1))), 0, 32),
            new SplittableRandom(1));
    private final SimulatedService service = new SimulatedService(new SplittableRandom(1)).capPagesAt(5, false);
    private final Outbox outbox = new Outbox(
            "p",
            CommittedLog.KAFKA,
            new CommittedLog().writer(step -> {}),
            new ProjectState(),
            T0.minus(CONFIG.start()));
    private final AtomicLong turnsOfOthers = new AtomicLong();
    private final List<Thread> others = new ArrayList<>();
    private final List<TraceQuery> fresh = new ArrayList<>();
    private final List<Duration> behind = new ArrayList<>();
    private int lookback;

    @AfterEach
    void end() throws InterruptedException {
        others.forEach(Thread::interrupt);
        for (Thread other : others) {
            other.join();
        }
        governor.close();
    }

    @Test
    void freshTracesAreReadWhileAnOldPageWaitsForItsTurn() {
        addTraces();
        othersAskFor(Priority.LOOKBACK);

        poll().run();

        assertThat(fresh.stream().map(TraceQuery::to).distinct()).hasSizeGreaterThan(2 * lookback);
    }

    @Test
    void whatIsFreshIsDecidedWhenTheTurnComes() {
        addTraces();
        othersAskFor(Priority.FRESH);

        var poll = poll();
        for (int i = 0; i < 15; i++) {
            poll.run();
        }

        Duration median = behind.stream().sorted().toList().get(behind.size() / 2);
        assertThat(median).as("of %s", behind).isLessThan(TURN.multipliedBy(OTHERS / 2));
    }

    private void addTraces() {
        for (int i = 0; i < 40; i++) {
            service.add(trace("t" + i, T0.minusSeconds(170L * i), "n", T0, "1"));
        }
    }

    private ProjectPoll poll() {
        return new ProjectPoll(
                this::source,
                new TraceTurns(governor, "p"),
                new CarriedTraces("p", CONFIG.payload(), CONFIG.payloadRules()),
                outbox,
                CONFIG,
                this::now,
                () -> false);
    }

    private TraceSource source(Priority priority) {
        return new TraceSource(
                query -> {
                    send(new Claim("p", priority));
                    if (priority == Priority.FRESH) {
                        fresh.add(query);
                        behind.add(Duration.between(query.to(), now()));
                    } else {
                        lookback++;
                    }
                    return service.list(query);
                },
                service::byId);
    }

    private void othersAskFor(Priority priority) {
        for (int i = 0; i < OTHERS; i++) {
            var claim = new Claim("other-" + i, priority);
            others.add(Thread.startVirtualThread(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    send(claim);
                    turnsOfOthers.incrementAndGet();
                }
            }));
        }
    }

    private void send(Claim claim) {
        try {
            governor.admission(Bucket.TRACES, claim).enter().end(new Ending.Answered());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private Instant now() {
        return T0.plus(TURN.multipliedBy(turnsOfOthers.get()));
    }
}
