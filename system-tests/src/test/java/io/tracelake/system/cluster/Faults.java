package io.tracelake.system.cluster;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Does to a cluster what happens to machines, mends it, and counts. Each method returns when all is whole again. */
final class Faults {
    /** How Kafka's clients say that somebody else has what they believed to be theirs. */
    private static final Pattern REFUSED = Pattern.compile(
            "Fenced|fenced|CommitFailed|InvalidProducerEpoch|TaskMigrated|UnknownMember|IllegalGeneration");

    private final Cluster cluster;
    private final FaultCount count;

    Faults(Cluster cluster, FaultCount count) {
        this.cluster = cluster;
        this.count = count;
    }

    /** {@code kill -9} of all of them, and a start after a while. */
    void kill(List<Instance> victims, Duration gone) {
        victims.forEach(victim -> {
            victim.kill();
            count.add(Fault.INSTANCE_KILLED, victim.name());
        });
        pause(gone);
        victims.forEach(Instance::start);
        victims.forEach(cluster::awaitReady);
    }

    /** {@code kill -9} at any moment of a life, even of one that has hardly begun, and a start at once. */
    void killUnready(Instance victim, Duration before) {
        pause(before);
        victim.kill();
        count.add(Fault.INSTANCE_KILLED, victim.name());
        victim.start();
    }

    /** Loses one broker with its last moments, and has it back after a while. */
    void killBroker(int broker, Duration gone) {
        cluster.brokers().kill(broker);
        count.add(Fault.BROKER_KILLED, broker + 1);
        pause(gone);
        cluster.brokers().restart(broker);
        cluster.brokers().awaitWhole();
    }

    /** They stand still until others have taken over and begun, and then go on where they were. */
    void zombies(List<Instance> victims, Duration afterwards) {
        victims.forEach(Instance::freeze);
        for (Instance victim : victims) {
            var group = new Group(cluster.brokers(), victim.role());
            group.awaitMembers(cluster.instances(victim.role()).size() - 1);
        }
        pause(afterwards);
        for (Instance victim : victims) {
            long refusals = refusals(victim);
            victim.thaw();
            count.add(Fault.ZOMBIE, victim.name());
            new Group(cluster.brokers(), victim.role())
                    .awaitMembers(cluster.instances(victim.role()).size());
            cluster.awaitReady(victim);
            if (refusals(victim) > refusals) {
                count.add(Fault.ZOMBIE_FENCED, victim.name());
            }
        }
    }

    private static long refusals(Instance instance) {
        return REFUSED.matcher(instance.log()).results().count();
    }

    /** Every connection to Kafka ends at once, and none comes about. */
    void cut(List<Instance> victims, Duration time) {
        victims.forEach(victim -> {
            victim.lane().cut();
            count.add(Fault.NETWORK_CUT, victim.name());
        });
        pause(time);
        victims.forEach(victim -> victim.lane().mend());
        victims.forEach(cluster::awaitReady);
    }

    /** No connection ends, but nothing comes through until what was held back arrives after all. */
    void stall(List<Instance> victims, Duration time) {
        victims.forEach(victim -> {
            victim.lane().stall();
            count.add(Fault.NETWORK_STALLED, victim.name());
        });
        pause(time);
        victims.forEach(victim -> victim.lane().mend());
        victims.forEach(cluster::awaitReady);
    }

    /** The lake can't take a byte for a while. Sinks may still be pausing when this returns. */
    void fillDisk(Duration time) {
        cluster.disk().fill();
        count.add(Fault.DISK_FULL, time);
        pause(time);
        cluster.disk().free();
    }

    /** The service's clock is wrong for a while. */
    void skew(Duration error, Duration time) {
        cluster.clock().skew(error);
        count.add(Fault.CLOCK_SKEWED, error);
        pause(time);
        cluster.clock().skew(Duration.ZERO);
    }

    /** Members come to a role's group and go, faster than anything is restored. */
    void storm(Role role, String topic, int times) {
        var group = new Group(cluster.brokers(), role);
        for (int i = 0; i < times; i++) {
            group.joinAndLeave(topic);
            count.add(Fault.JOINED_AND_LEFT, role);
        }
        group.awaitMembers(cluster.instances(role).size());
    }

    /** As an operator upgrades: asked to end, started again, the next one only when it is ready. */
    void restart(List<Instance> instances) {
        for (Instance instance : instances) {
            instance.stop();
            instance.start();
            cluster.awaitReady(instance);
            count.add(Fault.INSTANCE_RESTARTED, instance.name());
        }
    }

    /** One broker after the other, each only when the one before is in sync again. */
    void restartBrokers() {
        for (int broker = 0; broker < Brokers.COUNT; broker++) {
            cluster.brokers().stop(broker);
            cluster.brokers().restart(broker);
            cluster.brokers().awaitWhole();
            count.add(Fault.BROKER_RESTARTED, broker + 1);
        }
    }

    static void pause(Duration time) {
        await().pollDelay(time).atMost(time.plusMinutes(1)).until(() -> true);
    }
}
