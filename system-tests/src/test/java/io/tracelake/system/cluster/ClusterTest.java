package io.tracelake.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Three brokers and two instances of each role, all of them processes, while the service goes on. One cluster serves all
 * tests; the last one looks at everything once more when the service stands still. Another seed:
 * {@code -Dcluster.seed=7}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterTest {
    private static final long SEED = Long.getLong("cluster.seed", System.nanoTime());
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** The lake follows a service that goes on. */
    private static final Guarantees UNDER_LOAD = Guarantees.allExcept(
                    Guarantee.CURRENT, "traces still change; the last test looks")
            .andExcept(Guarantee.CORRECTED, "traces still change; the last test looks")
            .andExcept(Guarantee.NOTHING_SILENT, "letters may be on their way; the last test looks")
            .andExcept(Guarantee.SECRET, "every file is searched once, in the last test");

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final FaultCount count = new FaultCount();

    private Cluster cluster;
    private Faults faults;

    @BeforeAll
    void start() throws IOException {
        System.out.println("cluster.seed=" + SEED);
        Path directory = Files.createTempDirectory("tracelake-cluster-");
        cluster = Cluster.start(directory, Load.of(SEED, 6), 2, 64);
        faults = new Faults(cluster, count);
    }

    @AfterAll
    void end() throws IOException {
        System.out.println(count);
        if (cluster != null) {
            cluster.close();
        }
    }

    private Instance any(Role role) {
        return cluster.instances(role).get(random.nextInt(2));
    }

    private List<Instance> oneOfEach() {
        return List.of(any(Role.INGESTER), any(Role.STREAMS), any(Role.SINK));
    }

    private Duration seconds(double least, double most) {
        return Duration.ofMillis((long) (1000 * random.nextDouble(least, most)));
    }

    @Test
    @Order(1)
    void killsOfOneInstanceOfEachRoleLoseAndDoubleNothing() {
        faults.kill(oneOfEach(), seconds(0, 3));
        UNDER_LOAD.hold(cluster, PATIENCE);
    }

    @Test
    @Order(2)
    void theLossOfOneOfThreeBrokersLosesAndDoublesNothing() {
        faults.killBroker(random.nextInt(Brokers.COUNT), seconds(5, 8));
        UNDER_LOAD.hold(cluster, PATIENCE);
    }

    @Test
    @Order(3)
    void anIngesterAndASinkThatWakeUpAfterTheirSuccessorsHaveBegunWriteNothingTwice() {
        faults.zombies(List.of(any(Role.INGESTER), any(Role.SINK)), seconds(1, 3));
        UNDER_LOAD.hold(cluster, PATIENCE);
    }

    @Test
    @Order(4)
    void aNetworkThatIsCutOrSilentLosesAndDoublesNothing() {
        faults.cut(oneOfEach(), seconds(1, 4));
        faults.stall(oneOfEach(), Cluster.SESSION.plus(seconds(1, 3)));
        UNDER_LOAD.hold(cluster, PATIENCE);
    }

    @Test
    @Order(5)
    void aFullDiskOfTheLakeDelaysRowsAndLosesNone() {
        assumeTrue(
                cluster.disk().canFill(),
                "no file system to fill here: " + cluster.disk().why());
        faults.fillDisk(seconds(4, 7));
        UNDER_LOAD.hold(cluster, PATIENCE);
    }

    @Test
    @Order(6)
    void membersThatJoinAndLeaveAgainAndAgainLoseAndDoubleNothing() {
        faults.storm(Role.INGESTER, "tracelake.ingest-state", 4);
        faults.storm(Role.SINK, "tracelake.traces", 4);
        UNDER_LOAD.hold(cluster, PATIENCE);
    }

    @Test
    @Order(7)
    void aServiceWhoseClockIsWrongLosesAndDoublesNothing() {
        faults.skew(Duration.ofSeconds(random.nextBoolean() ? 30 : -30), seconds(2, 4));
        UNDER_LOAD.hold(cluster, PATIENCE);
    }

    @Test
    @Order(8)
    void everythingCanBeRestartedOneAfterTheOther() throws InterruptedException {
        Together.run(
                faults::restartBrokers,
                () -> faults.restart(cluster.instances(Role.INGESTER)),
                () -> faults.restart(cluster.instances(Role.STREAMS)),
                () -> faults.restart(cluster.instances(Role.SINK)));
        UNDER_LOAD.hold(cluster, PATIENCE);
    }

    @Test
    @Order(9)
    void whenTheServiceStandsStillTheLakeIsWhatItShows() {
        cluster.clock().stop();
        var checked = Guarantees.all().hold(cluster, PATIENCE);
        System.out.println(checked);
        assertThat(checked.shown()).isPositive();
    }
}
