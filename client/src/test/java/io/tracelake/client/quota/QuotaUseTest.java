package io.tracelake.client.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.http.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Governors against a model of the service's limits, in virtual time. */
class QuotaUseTest {
    private static final RateLimit HUNDRED_A_MINUTE = new RateLimit(100, Duration.ofMinutes(1));

    @ParameterizedTest(name = "{0} projects, seed {1}")
    @CsvSource({"1, 1", "1, 2", "10, 1", "10, 2", "10, 3", "50, 1", "50, 2", "50, 3", "50, 4"})
    void usesTheQuotaAndServesEveryProjectAlike(int projects, long seed) {
        var simulation = new Simulation(seed);
        var limit = new SimulatedLimit(100, Duration.ofMinutes(1), true);
        var process = simulation.new Instance(known(HUNDRED_A_MINUTE));
        var claims = claims(projects, Priority.FRESH);
        int inParallel = projects == 1 ? 4 : 1;
        for (int i = 0; i < inParallel; i++) {
            claims.forEach(claim ->
                    process.asks(claim, Bucket.TRACES, Duration.ofMillis(20), (turn, now) -> limit.request(now)));
        }

        simulation.run(Duration.ofMinutes(10));

        assertUse(limit, Duration.ofMinutes(10));
        assertAlike(simulation, claims);
    }

    /** Else all the projects wait together for some seconds, once in each window. */
    @Test
    void whatWasUsedAtOnceAfterAPauseIsNoGapInEveryWindowAfterThat() {
        var simulation = new Simulation(1);
        simulation.longestTravel = simulation.shortestTravel.plusNanos(1);
        var process = simulation.new Instance(known(HUNDRED_A_MINUTE));
        var sent = new ArrayList<Long>();
        claims(50, Priority.FRESH)
                .forEach(claim -> process.asks(claim, Bucket.TRACES, Duration.ofMillis(20), (turn, now) -> {
                    sent.add(now);
                    return new Ending.Answered();
                }));
        simulation.run(Duration.ofMinutes(3));
        sent.clear();

        simulation.run(Duration.ofMinutes(10));

        long longestGap = IntStream.range(1, sent.size())
                .mapToLong(i -> sent.get(i) - sent.get(i - 1))
                .max()
                .orElseThrow();
        assertThat(Duration.ofNanos(longestGap)).isLessThan(Duration.ofMillis(700));
    }

    @ParameterizedTest(name = "{0} in {1} s, seed {2}")
    @CsvSource({"15, 60, 1", "30, 60, 2", "1000, 60, 3", "500, 3600, 4", "10, 86400, 5", "200, 86400, 6"})
    void usesQuotasOfEverySize(int requests, long seconds, long seed) {
        var simulation = new Simulation(seed);
        var window = Duration.ofSeconds(seconds);
        var limit = new SimulatedLimit(requests, window, true);
        var process = simulation.new Instance(known(new RateLimit(requests, window)));
        claims(10, Priority.FRESH)
                .forEach(claim ->
                        process.asks(claim, Bucket.TRACES, Duration.ofMillis(20), (turn, now) -> limit.request(now)));

        simulation.run(window.multipliedBy(10));

        assertUse(limit, window.multipliedBy(10));
    }

    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"1", "2", "3"})
    void learnsALimitThatNobodyConfigured(long seed) {
        var simulation = new Simulation(seed);
        var limit = new SimulatedLimit(100, Duration.ofMinutes(1), true);
        var process = simulation.new Instance(QuotaConfig.DEFAULTS);
        claims(20, Priority.FRESH)
                .forEach(claim ->
                        process.asks(claim, Bucket.TRACES, Duration.ofMillis(20), (turn, now) -> limit.request(now)));

        simulation.run(Duration.ofMinutes(2));
        int answered = limit.answered;
        int refused = limit.refused;
        simulation.run(Duration.ofMinutes(10));

        assertThat(process.turns.state(Bucket.TRACES, simulation.now()).limit()).isEqualTo(HUNDRED_A_MINUTE);
        assertThat(refused).isLessThanOrEqualTo(16);
        assertThat(limit.refused - refused).isLessThanOrEqualTo((limit.answered - answered) / 100);
        assertThat(limit.answered - answered).isGreaterThan((int) (0.95 * limit.usable(Duration.ofMinutes(10))));
    }

    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"1", "2", "3"})
    void tryingWhetherALearnedLimitStillHoldsMakesNobodyWait(long seed) {
        var simulation = new Simulation(seed);
        var limit = new SimulatedLimit(100, Duration.ofMinutes(1), true);
        var process = simulation.new Instance(QuotaConfig.DEFAULTS);
        var claims = claims(50, Priority.FRESH);
        claims.forEach(
                claim -> process.asks(claim, Bucket.TRACES, Duration.ofMillis(20), (turn, now) -> limit.request(now)));
        simulation.run(Duration.ofMinutes(3));
        simulation.waits.clear();
        int refused = limit.refused;

        simulation.run(Duration.ofMinutes(30));

        assertThat(limit.refused - refused).isBetween(2, 30);
        assertAlike(simulation, claims);
    }

    /** The first refusal comes late in the hour and looks like one of a minute. */
    @Test
    void widensAWindowThatProvesTooShort() {
        var simulation = new Simulation(1);
        var limit = new SimulatedLimit(500, Duration.ofHours(1), true);
        limit.take(0);
        var process = simulation.new Instance(QuotaConfig.DEFAULTS);
        simulation.run(Duration.ofMinutes(59).plusSeconds(20));
        for (int i = 0; i < 499; i++) {
            limit.take(simulation.now());
        }
        claims(20, Priority.FRESH)
                .forEach(claim ->
                        process.asks(claim, Bucket.TRACES, Duration.ofMillis(20), (turn, now) -> limit.request(now)));

        simulation.run(Duration.ofHours(12));

        assertThat(process.turns.state(Bucket.TRACES, simulation.now()).limit())
                .isEqualTo(new RateLimit(500, Duration.ofHours(1)));
        assertThat(limit.refused).isLessThan(60);
        assertThat(limit.answered).isGreaterThan((int) (0.9 * limit.usable(Duration.ofHours(11))));
    }

    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"1", "2", "3"})
    void findsTheRateOfAServiceThatSaysNothing(long seed) {
        var simulation = new Simulation(seed);
        var limit = new SimulatedLimit(100, Duration.ofMinutes(1), false);
        var process = simulation.new Instance(QuotaConfig.DEFAULTS);
        claims(20, Priority.FRESH)
                .forEach(claim ->
                        process.asks(claim, Bucket.TRACES, Duration.ofMillis(20), (turn, now) -> limit.request(now)));

        simulation.run(Duration.ofHours(1));

        assertThat(limit.answered).isGreaterThan((int) (0.65 * limit.usable(Duration.ofHours(1))));
        assertThat(limit.refused).isLessThan(limit.answered / 25);
    }

    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"1", "2", "3"})
    void instancesShareTheQuota(long seed) {
        var simulation = new Simulation(seed);
        var limit = new SimulatedLimit(100, Duration.ofMinutes(1), true);
        var third = simulation.new Instance(known(HUNDRED_A_MINUTE));
        var rest = simulation.new Instance(known(HUNDRED_A_MINUTE));
        third.turns.share(4 / 12.0, 0);
        rest.turns.share(8 / 12.0, 0);
        var claims = claims(30, Priority.FRESH);
        for (int i = 0; i < claims.size(); i++) {
            (i % 3 == 0 ? third : rest)
                    .asks(claims.get(i), Bucket.TRACES, Duration.ofMillis(20), (turn, now) -> limit.request(now));
        }

        simulation.run(Duration.ofMinutes(10));

        assertUse(limit, Duration.ofMinutes(10));
        assertAlike(simulation, claims);
    }

    /** A process before it has used the day up, and the service says nothing of its limit. */
    @Test
    void asksADayThatIsUsedUpSeldom() {
        var simulation = new Simulation(1);
        var limit = new SimulatedLimit(10, Duration.ofDays(1), false);
        for (int i = 0; i < 10; i++) {
            limit.take(0);
        }
        var instance = simulation.new Instance(known(new RateLimit(10, Duration.ofDays(1))));
        claims(20, Priority.FRESH)
                .forEach(claim ->
                        instance.asks(claim, Bucket.TRACES, Duration.ofMillis(20), (turn, now) -> limit.request(now)));

        simulation.run(Duration.ofDays(1));
        assertThat(limit.refused).isLessThan(40);

        simulation.run(Duration.ofDays(5));
        assertThat(limit.answered).isGreaterThanOrEqualTo(40);
    }

    @Test
    void slowsDownAtOnceWhenOthersHaveUsedTheQuotaAndRecovers() {
        var simulation = new Simulation(7);
        var limit = new SimulatedLimit(100, Duration.ofMinutes(1), true);
        var process = simulation.new Instance(known(HUNDRED_A_MINUTE));
        claims(20, Priority.FRESH)
                .forEach(claim ->
                        process.asks(claim, Bucket.TRACES, Duration.ofMillis(20), (turn, now) -> limit.request(now)));
        simulation.run(Duration.ofSeconds(150));
        for (int i = 0; i < 100; i++) {
            limit.take(simulation.now());
        }
        simulation.run(Duration.ofSeconds(2));
        int refused = limit.refused;
        long granted = process.turns.state(Bucket.TRACES, simulation.now()).granted();
        Duration pause = process.turns.state(Bucket.TRACES, simulation.now()).pause();
        assertThat(refused).isBetween(1, 3);
        assertThat(pause).isPositive();

        simulation.run(pause.minusMillis(1));
        assertThat(process.turns.state(Bucket.TRACES, simulation.now()).granted())
                .isEqualTo(granted);

        int answered = limit.answered;
        simulation.run(Duration.ofMinutes(5));
        assertThat(limit.refused).isLessThanOrEqualTo(refused + 3);
        assertThat(limit.answered - answered).isGreaterThan((int) (0.95 * limit.usable(Duration.ofMinutes(5))));
    }

    @Test
    void readsAtFullSpeedAgainMinutesAfterRefusalsThatHadOtherReasons() {
        var simulation = new Simulation(4);
        var process = simulation.new Instance(QuotaConfig.DEFAULTS);
        var asked = new AtomicInteger();
        var odd = new Ending.Throttled(null, null);
        claims(20, Priority.FRESH)
                .forEach(claim -> process.asks(claim, Bucket.TRACES, Duration.ofSeconds(1), (turn, now) -> {
                    int number = asked.getAndIncrement();
                    return number == 5 || number == 15 || number == 25 ? odd : new Ending.Answered();
                }));

        simulation.run(Duration.ofMinutes(7));
        int before = asked.get();
        simulation.run(Duration.ofMinutes(1));

        assertThat(asked.get() - before).isGreaterThan(600);
    }

    @ParameterizedTest(name = "one refusal that says {0} in {1} s, when nothing is known: {2}")
    @CsvSource({"15, 1, false", "15, 3600, false", "15, 1, true", "15, 86400, true", "1, 1, true"})
    void oneOddRefusalDoesNotSlowReadingDownForGood(int says, long seconds, boolean configured) {
        var simulation = new Simulation(3);
        var limit = new SimulatedLimit(100, Duration.ofMinutes(1), true);
        var process = simulation.new Instance(configured ? known(HUNDRED_A_MINUTE) : QuotaConfig.DEFAULTS);
        var odd = new Ending.Throttled(Duration.ofSeconds(seconds), says);
        var said = new AtomicInteger();
        claims(20, Priority.FRESH)
                .forEach(claim -> process.asks(
                        claim,
                        Bucket.TRACES,
                        Duration.ofMillis(20),
                        (turn, now) -> said.getAndIncrement() == 50 ? odd : limit.request(now)));

        simulation.run(Duration.ofMinutes(says == 1 ? 40 : 30));
        int answered = limit.answered;
        simulation.run(Duration.ofMinutes(10));

        assertThat(limit.answered - answered).isGreaterThan((int) (0.95 * limit.usable(Duration.ofMinutes(10))));
    }

    private static QuotaConfig known(RateLimit limit) {
        return new QuotaConfig(Map.of(Bucket.TRACES, limit), 0.02, 32);
    }

    private static List<Claim> claims(int projects, Priority priority) {
        return IntStream.range(0, projects)
                .mapToObj(i -> new Claim("project-" + i, priority))
                .toList();
    }

    private static void assertUse(SimulatedLimit limit, Duration time) {
        assertThat((double) limit.answered)
                .as("answered; %d refused", limit.refused)
                .isGreaterThanOrEqualTo(0.95 * limit.usable(time));
        assertThat(limit.refused).isLessThanOrEqualTo(limit.answered / 100);
    }

    private static void assertAlike(Simulation simulation, List<Claim> claims) {
        double mean =
                claims.stream().mapToDouble(simulation::meanWait).average().orElseThrow();
        for (Claim claim : claims) {
            assertThat(simulation.waits(claim))
                    .as(claim.project())
                    .allSatisfy(wait -> assertThat(wait / 1e9).isLessThanOrEqualTo(2 * mean));
        }
    }
}
