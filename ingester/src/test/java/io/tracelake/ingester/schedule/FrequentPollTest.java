package io.tracelake.ingester.schedule;

import static io.tracelake.ingester.simulation.SimulatedService.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.analytics.Page;
import io.tracelake.client.analytics.TraceQuery;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.client.quota.Priority;
import io.tracelake.client.quota.QuotaConfig;
import io.tracelake.client.quota.QuotaGovernor;
import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.ingester.config.Payload;
import io.tracelake.ingester.payload.CarriedTraces;
import io.tracelake.ingester.publish.Outbox;
import io.tracelake.ingester.simulation.CommittedLog;
import io.tracelake.ingester.simulation.SimulatedService;
import io.tracelake.ingester.source.TraceSource;
import io.tracelake.ingester.state.ProjectState;
import io.tracelake.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A project polled every second that has ten traces a second. */
class FrequentPollTest {
    private static final int RATE = 10;
    private static final Instant T0 = Instant.parse("2026-11-20T22:00:00Z");
    private static final IngestConfig CONFIG = new IngestConfig(
            Duration.ofSeconds(1),
            Duration.ofMinutes(20),
            Duration.ofHours(3),
            Duration.ofDays(90),
            Duration.ofMinutes(10),
            Payload.FULL,
            false);

    private final CommittedLog log = new CommittedLog();
    private final SimulatedService service = new SimulatedService(new SplittableRandom(1));
    private final Outbox outbox =
            new Outbox("p", CommittedLog.KAFKA, log.writer(step -> {}), new ProjectState(), T0.minus(CONFIG.start()));
    private Instant now = T0;
    private Duration answersAfter = Duration.ZERO;
    private int shown;
    private int freshRows;

    @ParameterizedTest(name = "{0} s late")
    @ValueSource(ints = {0, 5, 20})
    void tracesThatComeAllEquallyLateAreCarriedAtTheNextPollWithoutReadingTwoMinutesEachTime(int late) {
        ProjectPoll poll = poll();
        runFor(poll, 120, late);
        freshRows = 0;
        for (int second = 0; second < 60; second++) {
            runFor(poll, 1, late);
            assertThat(log.read(Topics.TRACES)).hasSize(shown);
        }

        assertThat(freshRows / 60).isLessThanOrEqualTo(RATE * (late * 3 / 2 + 4));
    }

    @Test
    void aTraceThatComesLaterThanAllOthersIsCarriedWithinHalfAMinute() {
        ProjectPoll poll = poll();
        runFor(poll, 120, 0);

        service.add(trace("late", now.minusSeconds(100), "n", now, "1"));
        shown++;
        runFor(poll, 31, 0);

        assertThat(log.read(Topics.TRACES)).hasSize(shown);
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatIsOldIsReadFromAServiceThatTakesLongerToAnswerThanTheInterval() {
        service.capPagesAt(10, false);
        for (int i = 0; i < 100; i++) {
            service.add(trace("old" + i, T0.minusSeconds(300 + i), "n", T0, "1"));
        }
        answersAfter = Duration.ofMillis(1_500);
        var unlimited = new QuotaConfig(Map.of(), 0, 32);

        try (var governor = new QuotaGovernor(unlimited, new SplittableRandom(1))) {
            var turns = new TraceTurns(governor, "p");
            var carried = new CarriedTraces("p", CONFIG.payload(), CONFIG.payloadRules());
            new ProjectPoll(this::source, turns, carried, outbox, CONFIG, () -> now, () -> false).run();
        }

        assertThat(log.read(Topics.TRACES)).hasSize(100);
    }

    private ProjectPoll poll() {
        return new ProjectPoll(this::source, outbox, CONFIG, () -> now, () -> false);
    }

    private TraceSource source(Priority priority) {
        return new TraceSource(query -> list(query, priority), service::byId);
    }

    private Page<TraceRow> list(TraceQuery query, Priority priority) {
        Page<TraceRow> page = service.list(query);
        now = now.plus(answersAfter);
        if (priority == Priority.FRESH) {
            freshRows += page.rows().size();
        }
        return page;
    }

    private void runFor(ProjectPoll poll, int seconds, int late) {
        for (int second = 0; second < seconds; second++) {
            for (int i = 0; i < RATE; i++) {
                var began = now.minusSeconds(late).plusMillis(100L * i);
                service.add(trace("t" + shown++, began, "n", now, "1"));
            }
            now = now.plusSeconds(1);
            poll.run();
        }
    }
}
