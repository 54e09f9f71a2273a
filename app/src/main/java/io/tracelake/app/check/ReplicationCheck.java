package io.tracelake.app.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartitionInfo;

/** Whether the cluster keeps what it has once acknowledged though a broker is lost, and works though one is away. */
final class ReplicationCheck {
    private static final String SUBJECT = "cluster";
    private static final int SAFE_BROKERS = 3;
    private static final int SAFE_IN_SYNC = 2;
    private static final int NAMED = 5;

    private final Cluster cluster;
    private final int wantedCopies;

    ReplicationCheck(Cluster cluster) {
        this.cluster = cluster;
        this.wantedCopies = Math.min(SAFE_BROKERS, cluster.brokers());
    }

    List<Finding> run() {
        var findings = new ArrayList<Finding>();
        if (cluster.brokers() < SAFE_BROKERS) {
            findings.add(Finding.warning(
                    SUBJECT,
                    "brokers",
                    "%d: while one is away the line may stand still, and what only it holds may be lost; run at least %d, with"
                                    .formatted(cluster.brokers(), SAFE_BROKERS)
                            + " topics.replication-factor 3"));
        }
        findings.add(copies());
        findings.add(inSync());
        findings.add(elections());
        findings.add(partitions());
        return findings;
    }

    private Finding copies() {
        List<String> few = named(cluster.copies(), copies -> copies < wantedCopies);
        return few.isEmpty()
                ? Finding.ok(
                        SUBJECT,
                        "copies",
                        "at least %d of each of %d topics"
                                .formatted(wantedCopies, cluster.topics().size()))
                : Finding.warning(
                        SUBJECT,
                        "copies",
                        "fewer than %d: %s: a broker that is lost takes their records along; give them more with"
                                        .formatted(wantedCopies, listed(few))
                                + " kafka-reassign-partitions.sh, and new ones with topics.replication-factor");
    }

    private Finding inSync() {
        Map<String, Integer> minInSync = cluster.minInSync();
        Map<String, Integer> copies = cluster.copies();
        List<String> all = minInSync.keySet().stream()
                .filter(name -> copies.getOrDefault(name, 1) > 1
                        && Objects.requireNonNull(minInSync.get(name)) >= copies.getOrDefault(name, 1))
                .toList();
        if (!all.isEmpty()) {
            return Finding.warning(
                    SUBJECT,
                    "in-sync",
                    "min.insync.replicas is as large as the number of copies: %s: nothing can be written while one broker is"
                                    .formatted(listed(all))
                            + " away; set it to one less");
        }
        List<String> few =
                cluster.brokers() < SAFE_BROKERS ? List.of() : named(minInSync, minimum -> minimum < SAFE_IN_SYNC);
        return few.isEmpty()
                ? Finding.ok(SUBJECT, "in-sync", "min.insync.replicas is as needed")
                : Finding.warning(
                        SUBJECT,
                        "in-sync",
                        "min.insync.replicas below 2: %s: a record may count as written when one broker has it, and be lost with"
                                        .formatted(listed(few))
                                + " that one; set 2 with kafka-configs.sh --alter --entity-type topics --entity-name ..."
                                + " --add-config min.insync.replicas=2");
    }

    private Finding elections() {
        List<String> unclean = cluster.with("unclean.leader.election.enable", "true");
        return unclean.isEmpty()
                ? Finding.ok(SUBJECT, "elections", "only replicas in sync become leaders")
                : Finding.warning(
                        SUBJECT,
                        "elections",
                        "unclean.leader.election.enable is true: %s: a broker that lags behind may become the leader and drop"
                                        .formatted(listed(unclean))
                                + " what was committed; set it to false");
    }

    private Finding partitions() {
        Map<String, Integer> minInSync = cluster.minInSync();
        List<String> offline = partitions((_, partition) ->
                partition.leader() == null || partition.leader().isEmpty());
        List<String> refusing = partitions((topic, partition) -> partition.isr().size()
                < Math.min(
                        minInSync.getOrDefault(topic, 1), partition.replicas().size()));
        List<String> lagging = partitions(
                (_, partition) -> partition.isr().size() < partition.replicas().size());
        if (!offline.isEmpty()) {
            return Finding.failed(
                    SUBJECT, "partitions", "without a leader: " + listed(offline) + ": start their brokers");
        }
        if (!refusing.isEmpty()) {
            return Finding.failed(
                    SUBJECT,
                    "partitions",
                    "fewer in sync than min.insync.replicas, so that nothing can be written: " + listed(refusing)
                            + ": start the other brokers");
        }
        return lagging.isEmpty()
                ? Finding.ok(SUBJECT, "partitions", "all copies are in sync")
                : Finding.warning(
                        SUBJECT,
                        "partitions",
                        "copies that are away or lag behind: " + listed(lagging)
                                + ": one more broker lost may be too many; start the others, or wait until they have caught up");
    }

    private interface Condition {
        boolean holds(String topic, TopicPartitionInfo partition);
    }

    private List<String> partitions(Condition condition) {
        return cluster.topics().entrySet().stream()
                .flatMap(topic -> topic.getValue().partitions().stream()
                        .filter(partition -> condition.holds(topic.getKey(), partition))
                        .map(partition -> topic.getKey() + "-" + partition.partition()))
                .sorted()
                .toList();
    }

    private static List<String> named(Map<String, Integer> numbers, Predicate<Integer> condition) {
        return numbers.entrySet().stream()
                .filter(number -> condition.test(number.getValue()))
                .map(number -> number.getKey() + " has " + number.getValue())
                .toList();
    }

    static String listed(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return names.size() <= NAMED ? first : first + " and %d more".formatted(names.size() - NAMED);
    }
}
