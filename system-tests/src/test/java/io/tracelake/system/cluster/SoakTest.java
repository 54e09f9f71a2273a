package io.tracelake.system.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Random faults of all kinds for as long as one likes: {@code make soak}, or {@code -Dsoak.minutes=60 -Dsoak.seed=7}. Every
 * few minutes the service stands still and everything that is promised is looked at.
 */
@EnabledIfSystemProperty(named = "soak.minutes", matches = "[0-9]+")
class SoakTest {
    private static final long SEED = Long.getLong("soak.seed", System.nanoTime());
    private static final Duration TIME = Duration.ofMinutes(Long.getLong("soak.minutes", 60));
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @Test
    void whateverHappensForHoursNothingIsMissingDoubledOrStale() throws IOException, InterruptedException {
        System.out.printf("soak.seed=%d soak.minutes=%d%n", SEED, TIME.toMinutes());
        Path directory = Files.createTempDirectory("tracelake-soak-");
        System.out.println("data: " + directory);
        var count = new FaultCount();
        try (var cluster = Cluster.start(directory, Load.of(SEED, 6), 2, 2048)) {
            Instant end = Instant.now().plus(TIME);
            if (!cluster.disk().canFill()) {
                System.out.println("no full disks: " + cluster.disk().why());
            }
            var schedule = new Schedule(cluster, new Faults(cluster, count), SEED);
            while (Instant.now().isBefore(end)) {
                schedule.run(shorter(BETWEEN_LOOKS, Duration.between(Instant.now(), end)));
                look(cluster, Guarantees.allExcept(Guarantee.SECRET, "every file is searched at the end"), count);
            }
            look(cluster, Guarantees.all(), count);
        }
        System.out.printf("soak.seed=%d: %s%n", SEED, count);
    }

    private static void look(Cluster cluster, Guarantees guarantees, FaultCount count) {
        cluster.clock().stop();
        var checked = guarantees.hold(cluster, PATIENCE);
        cluster.clock().resume();
        System.out.printf("%s %s missing 0, doubled 0, stale 0; %s%n", Instant.now(), checked, count);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
