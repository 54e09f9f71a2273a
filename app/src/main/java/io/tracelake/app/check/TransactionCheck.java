package io.tracelake.app.check;

import io.tracelake.schemas.KafkaConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;

/** Whether transactions can be as long as needed, and none is open that nobody will ever end. */
final class TransactionCheck {
    private static final String SUBJECT = "cluster";
    private static final String NAME = "transactions";
    private static final String LONGEST = "transaction.max.timeout.ms";
    private static final Duration LONGEST_BY_DEFAULT = Duration.ofMinutes(15);
    private static final Duration MARGIN = Duration.ofMinutes(1);

    /** The ingester's, unless the user has another. */
    private static final long NEEDED_MILLIS = 60_000;

    private final Admin admin;
    private final KafkaConfig kafka;
    private final Cluster cluster;
    private final InstantSource clock;

    /** A transaction that is open in a partition. */
    record Open(TopicPartition partition, ProducerState producer) {
        long startOffset() {
            return producer.currentTransactionStartOffset().orElse(-1);
        }
    }

    TransactionCheck(Admin admin, KafkaConfig kafka, Cluster cluster, InstantSource clock) {
        this.admin = admin;
        this.kafka = kafka;
        this.cluster = cluster;
        this.clock = clock;
    }

    Finding run() throws InterruptedException, ExecutionException {
        Duration longest = longest();
        String given = kafka.properties().get("transaction.timeout.ms");
        long needed = given == null ? NEEDED_MILLIS : Long.parseLong(given);
        if (longest.toMillis() < needed) {
            return Finding.failed(
                    SUBJECT,
                    NAME,
                    "%s of the brokers is %d, and %d is needed: raise it there, or set kafka.transaction.timeout.ms"
                            .formatted(LONGEST, longest.toMillis(), needed));
        }
        List<Open> old = open();
        return old.isEmpty()
                ? Finding.ok(
                        SUBJECT,
                        NAME,
                        "none is open for longer than " + longest().toMinutes() + " min")
                : judge(old, knownToCoordinators(old));
    }

    private Duration longest() {
        String allowed = cluster.broker(LONGEST);
        return allowed == null ? LONGEST_BY_DEFAULT : Duration.ofMillis(Long.parseLong(allowed));
    }

    /**
     * What is to be said of transactions that are open for too long.
     *
     * @param known producers with a transaction that a coordinator still has to end
     */
    Finding judge(List<Open> old, Set<Long> known) {
        List<Open> forgotten = old.stream()
                .filter(open -> !known.contains(open.producer().producerId()))
                .toList();
        return forgotten.isEmpty() ? stuck(old) : forgotten(forgotten);
    }

    private static Finding forgotten(List<Open> forgotten) {
        Open first = forgotten.getFirst();
        return Finding.failed(
                SUBJECT,
                NAME,
                "open in %s, last written to at %s, and known to no coordinator: nobody reads past it."
                                .formatted(
                                        ReplicationCheck.listed(places(forgotten)),
                                        Instant.ofEpochMilli(first.producer().lastTimestamp()))
                        + " Abort each with kafka-transactions.sh --bootstrap-server ... abort --topic %s --partition %d"
                                .formatted(
                                        first.partition().topic(),
                                        first.partition().partition())
                        + " --start-offset %d; then 'tracelake verify' says whether anything is missing"
                                .formatted(first.startOffset()));
    }

    private static Finding stuck(List<Open> old) {
        return Finding.failed(
                SUBJECT,
                NAME,
                "open in %s for too long, but known to a coordinator, which ends them when it can: start the brokers that are"
                                .formatted(ReplicationCheck.listed(places(old)))
                        + " away, and abort nothing by hand, for it may be committed already");
    }

    private static List<String> places(List<Open> open) {
        return open.stream()
                .map(each -> "%s at offset %d".formatted(each.partition(), each.startOffset()))
                .toList();
    }

    /** Those that should have been ended long ago. */
    List<Open> open() throws InterruptedException, ExecutionException {
        Instant last = clock.instant().minus(longest()).minus(MARGIN);
        var partitions = cluster.topics().values().stream()
                .filter(topic -> !topic.name().equals(Cluster.TRANSACTIONS))
                .flatMap(topic -> topic.partitions().stream()
                        .filter(partition -> partition.leader() != null
                                && !partition.leader().isEmpty())
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .sorted(Comparator.comparing(TopicPartition::toString))
                .toList();
        var answers = admin.describeProducers(partitions);
        var open = new ArrayList<Open>();
        for (TopicPartition partition : partitions) {
            try {
                answers.partitionResult(partition).get().activeProducers().stream()
                        .filter(producer ->
                                producer.currentTransactionStartOffset().isPresent())
                        .filter(producer ->
                                Instant.ofEpochMilli(producer.lastTimestamp()).isBefore(last))
                        .forEach(producer -> open.add(new Open(partition, producer)));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof AuthorizationException)) {
                    throw e;
                }
            }
        }
        return open;
    }

    private Set<Long> knownToCoordinators(List<Open> open) throws InterruptedException, ExecutionException {
        var ids = open.stream().map(each -> each.producer().producerId()).collect(Collectors.toSet());
        var options = new ListTransactionsOptions()
                .filterProducerIds(ids)
                .filterStates(Set.of(
                        TransactionState.ONGOING, TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT));
        return admin.listTransactions(options).all().get().stream()
                .map(TransactionListing::producerId)
                .collect(Collectors.toCollection(HashSet::new));
    }
}
