package io.tracelake.system.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Faults at random, several at once: one hand for the instances, one for the brokers, one for disk and clock. What each
 * hand does in which order follows from the seed; how that falls together doesn't.
 */
final class Schedule {
    private final Cluster cluster;
    private final Faults faults;
    private final SplittableRandom instances;
    private final SplittableRandom brokers;
    private final SplittableRandom world;

    Schedule(Cluster cluster, Faults faults, long seed) {
        this.cluster = cluster;
        this.faults = faults;
        var random = new SplittableRandom(seed);
        this.instances = random.split();
        this.brokers = random.split();
        this.world = random.split();
    }

    /** Returns when the time is over and everything is whole again. */
    void run(Duration time) throws InterruptedException {
        Instant end = Instant.now().plus(time);
        Together.run(
                () -> repeat(end, this::strikeInstances),
                () -> repeat(end, this::strikeBroker),
                () -> repeat(end, this::strikeWorld));
    }

    private static void repeat(Instant end, Runnable strike) {
        while (Instant.now().isBefore(end)) {
            strike.run();
        }
    }

    private void strikeInstances() {
        switch (instances.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5, 6 -> faults.kill(some(), seconds(instances, 0, 8));
            case 7, 8, 9, 10 -> faults.zombies(some(), seconds(instances, 0, 5));
            case 11, 12 -> faults.cut(some(), seconds(instances, 0, 10));
            case 13, 14, 15 -> faults.stall(some(), seconds(instances, 1, 15));
            case 16 -> faults.restart(cluster.instances());
            case 17 -> faults.storm(Role.INGESTER, "tracelake.ingest-state", 6);
            case 18 -> faults.storm(Role.SINK, "tracelake.traces", 6);
            default -> comeAndGo(cluster.instances(any(Role.values())));
        }
        Faults.pause(seconds(instances, 0, 5));
    }

    /** Killed again and again before they are ready. */
    private void comeAndGo(List<Instance> all) {
        for (int i = 0; i < 3; i++) {
            faults.killUnready(all.get(instances.nextInt(all.size())), seconds(instances, 0.5, 4));
        }
        all.forEach(cluster::awaitReady);
    }

    private void strikeBroker() {
        Faults.pause(seconds(brokers, 5, 30));
        if (brokers.nextInt(8) == 0) {
            faults.restartBrokers();
        } else {
            faults.killBroker(brokers.nextInt(Brokers.COUNT), seconds(brokers, 0, 15));
        }
    }

    private void strikeWorld() {
        Faults.pause(seconds(world, 10, 40));
        if (world.nextBoolean() && cluster.disk().canFill()) {
            faults.fillDisk(seconds(world, 1, 15));
        } else {
            faults.skew(seconds(world, -40, 40), seconds(world, 2, 20));
        }
    }

    /** One instance of one, two or all roles: the other one of each goes on, or is all that is left. */
    private List<Instance> some() {
        var some = new ArrayList<Instance>();
        for (Role role : Role.values()) {
            if (instances.nextInt(5) < 2) {
                var all = cluster.instances(role);
                some.add(all.get(instances.nextInt(all.size())));
            }
        }
        return some.isEmpty() ? List.of(any(cluster.instances().toArray(Instance[]::new))) : some;
    }

    private <T> T any(T[] things) {
        return things[instances.nextInt(things.length)];
    }

    private static Duration seconds(SplittableRandom random, double least, double most) {
        return Duration.ofMillis((long) (1000 * random.nextDouble(least, most)));
    }
}
