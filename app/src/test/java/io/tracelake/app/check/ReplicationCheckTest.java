package io.tracelake.app.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.app.check.Finding.Result;
import io.tracelake.schemas.Replication;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplicationCheckTest {
    private static final Replication THREE = new Replication((short) 3);

    private final Map<String, TopicDescription> topics = new TreeMap<>();
    private final Map<String, Config> settings = new TreeMap<>();
    private int brokers = 3;
    private Replication replication = THREE;
    private Map<String, String> broker = Map.of();

    @Test
    void aClusterOfThreeThatKeepsThreeCopiesAndWantsTwoIsFine() {
        topic("tracelake.traces", 3, 3, "2", "false");
        topic(Cluster.OFFSETS, 3, 3, "2", "false");
        topic(Cluster.TRANSACTIONS, 3, 3, "2", "false");

        assertThat(found()).containsOnly(Result.OK);
    }

    @Test
    void aClusterOfOneIsOneWarning() {
        brokers = 1;
        replication = new Replication((short) 1);
        topic("tracelake.traces", 1, 1, "1", "false");

        assertThat(run().stream().filter(finding -> finding.result() != Result.OK))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.result()).isEqualTo(Result.WARNING);
                    assertThat(finding.name()).isEqualTo("brokers");
                    assertThat(finding.detail()).contains("run at least 3");
                });
    }

    @Test
    void namesTheTopicsThatHaveTooFewCopies() {
        topic("tracelake.traces", 1, 1, "2", "false");
        topic(Cluster.OFFSETS, 3, 3, "2", "false");

        assertWarning("copies", "tracelake.traces has 1");
    }

    @Test
    void saysBeforeTheFirstTransactionThatItsLogWillHaveTooFewCopies() {
        topic("tracelake.traces", 3, 3, "2", "false");
        broker = Map.of("transaction.state.log.replication.factor", "1", "transaction.state.log.min.isr", "2");

        assertWarning("copies", "__transaction_state (transaction.state.log.replication.factor) has 1");
    }

    @Test
    void saysBeforeTopicsAreCreatedThatTheyWillHaveTooFewCopies() {
        replication = new Replication((short) 1);

        assertWarning("copies", "topics to be created has 1");
    }

    @Test
    void warnsWhereOneBrokerAloneMayAcknowledge() {
        topic(Cluster.TRANSACTIONS, 3, 3, "1", "false");

        assertWarning("in-sync", "__transaction_state has 1", "min.insync.replicas=2");
    }

    @Test
    void warnsWhereNoBrokerMayBeAway() {
        topic("tracelake.traces", 3, 3, "3", "false");

        assertWarning("in-sync", "tracelake.traces", "set it to one less");
    }

    @Test
    void warnsWhereABrokerThatLagsBehindMayLead() {
        topic("tracelake.traces", 3, 3, "2", "true");

        assertWarning("elections", "tracelake.traces", "unclean.leader.election.enable");
    }

    @Test
    void warnsOfCopiesThatLagBehind() {
        topic("tracelake.traces", 3, 2, "2", "false");

        assertWarning("partitions", "tracelake.traces-0", "lag behind");
    }

    @Test
    void failsWhereNothingCanBeWritten() {
        topic("tracelake.traces", 3, 1, "2", "false");

        assertThat(of("partitions").result()).isEqualTo(Result.FAILED);
        assertThat(of("partitions").detail()).contains("tracelake.traces-0", "nothing can be written");
    }

    @Test
    void failsWhereAPartitionHasNoLeader() {
        topic("tracelake.traces", 3, 0, "2", "false");

        assertThat(of("partitions").result()).isEqualTo(Result.FAILED);
        assertThat(of("partitions").detail()).contains("without a leader: tracelake.traces-0");
    }

    private void assertWarning(String name, String... parts) {
        assertThat(of(name).result()).isEqualTo(Result.WARNING);
        assertThat(of(name).detail()).contains(parts);
        assertThat(run()).allMatch(Finding::ok);
        assertThat(found().stream().filter(Result.WARNING::equals)).hasSize(1);
    }

    private Finding of(String name) {
        return run().stream()
                .filter(finding -> finding.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<Result> found() {
        return run().stream().map(Finding::result).toList();
    }

    private List<Finding> run() {
        return new ReplicationCheck(new Cluster(brokers, topics, settings, config(broker), replication)).run();
    }

    private void topic(String name, int copies, int inSync, String minInSync, String unclean) {
        List<Node> nodes = IntStream.range(0, copies)
                .mapToObj(id -> new Node(id, "b" + id, 9092))
                .toList();
        @Nullable Node leader = inSync == 0 ? null : nodes.getFirst();
        var partition = new TopicPartitionInfo(0, leader, nodes, nodes.subList(0, inSync));
        topics.put(name, new TopicDescription(name, false, List.of(partition)));
        settings.put(name, config(Map.of("min.insync.replicas", minInSync, "unclean.leader.election.enable", unclean)));
    }

    private static Config config(Map<String, String> values) {
        var entries = new ArrayList<ConfigEntry>();
        values.forEach((name, value) -> entries.add(new ConfigEntry(name, value)));
        return new Config(entries);
    }
}
