package io.tracelake.client.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.http.Ending;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many requests are under way at once, against models of a service without limits. */
class ConcurrencyLimitTest {
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    @Test
    void growsToTheConfiguredMostWhileTheServiceDoesNotMind() {
        var run = new Run(1, 20);
        run.simulation.run(Duration.ofMinutes(1));

        assertThat(run.limit()).isEqualTo(20);
        assertThat(run.mostUnderWay).isEqualTo(20);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void staysWhereTheServiceIsNotSlowedDownMuch(long seed) {
        var run = new Run(seed, 32);
        run.bearable = 8;
        run.simulation.run(Duration.ofMinutes(4));

        run.mostUnderWay = 0;
        run.simulation.run(Duration.ofMinutes(10));

        assertThat(run.mostUnderWay).as("seed %d", seed).isBetween(8, 24);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void shrinksToOneWhenNothingWorksAndRecovers(long seed) {
        var run = new Run(seed, 32);
        run.simulation.run(Duration.ofMinutes(1));
        assertThat(run.limit()).isGreaterThan(20);

        run.broken = true;
        run.simulation.run(Duration.ofSeconds(10));
        assertThat(run.limit()).as("seed %d", seed).isEqualTo(1);

        run.broken = false;
        run.simulation.run(Duration.ofMinutes(1));
        assertThat(run.limit()).as("seed %d", seed).isGreaterThan(20);
    }

    @Test
    void countsWhatFailedTogetherOnce() {
        var run = new Run(1, 32);
        run.simulation.run(Duration.ofMinutes(1));
        int before = run.limit();

        run.broken = true;
        run.simulation.run(Duration.ofMillis(35));

        assertThat(run.limit()).isBetween((int) (before * 0.7 * 0.7) - 1, (int) (before * 0.7));
    }

    @Test
    void leavesRoomForOthersWhenEveryRequestOfOneProjectHangs() {
        var simulation = new Simulation(3);
        var instance = simulation.new Instance(QuotaConfig.DEFAULTS);
        for (int i = 0; i < 4; i++) {
            instance.asks(new Claim("bad", Priority.FRESH), Bucket.TRACES, AT_ONCE, (turn, now) -> new Ending.Failed());
        }
        var good = new Claim("good", Priority.FRESH);
        simulation.shortestTravel = Duration.ofSeconds(60);
        simulation.longestTravel = Duration.ofSeconds(60);
        simulation.run(Duration.ofHours(1));
        simulation.shortestTravel = Duration.ofMillis(10);
        simulation.longestTravel = Duration.ofMillis(10);
        assertThat(instance.turns.concurrency().limit()).isEqualTo(2);

        instance.asks(good, Bucket.TRACES, Duration.ofSeconds(1), (turn, now) -> new Ending.Answered());
        simulation.run(Duration.ofMinutes(10));

        assertThat(simulation.meanWait(good)).isLessThan(1);
    }

    /** Sixty projects that ask all the time, and a service that answers in 20 ms while it has little to do. */
    private static final class Run {
        final Simulation simulation;
        final Simulation.Instance instance;
        int bearable = Integer.MAX_VALUE;
        boolean broken;
        int mostUnderWay;

        Run(long seed, int most) {
            simulation = new Simulation(seed);
            instance = simulation.new Instance(new QuotaConfig(QuotaConfig.DEFAULTS.limits(), 0, most));
            simulation.shortestTravel = Duration.ofMillis(10);
            simulation.longestTravel = Duration.ofMillis(10);
            for (int i = 0; i < 60; i++) {
                instance.asks(
                        new Claim("project-" + i, Priority.FRESH), Bucket.TRACES, AT_ONCE, (turn, now) -> serve());
            }
        }

        private Ending serve() {
            int load = instance.turns.concurrency().underWay();
            mostUnderWay = Math.max(mostUnderWay, load);
            var travel = Duration.ofMillis(load <= bearable ? 10 : 10 + 10L * (load - bearable));
            simulation.shortestTravel = travel;
            simulation.longestTravel = travel;
            return broken ? new Ending.Failed() : new Ending.Answered();
        }

        int limit() {
            return instance.turns.concurrency().limit();
        }
    }
}
