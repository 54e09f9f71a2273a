package io.tracelake.system.cluster;

import io.tracelake.testkit.KafkaNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the nodes of a cluster are told.
 *
 * @param controllers ports by node, as are the others
 * @param between where brokers ask each other
 * @param test where the test itself asks
 */
record NodeProperties(
        String clusterId, List<Integer> controllers, List<Integer> between, List<Integer> test, List<Lane> lanes) {
    private static final int MAX_BATCH_BYTES = 17 * 1024 * 1024;

    /** Of one node, counted from 0, with its data in a directory of its own. */
    Properties of(int node, Path data) {
        var properties = common();
        properties.put(KafkaNode.CLUSTER_ID, clusterId);
        properties.put("node.id", Integer.toString(node + 1));
        properties.put("log.dirs", data.toString());
        properties.put(
                "controller.quorum.voters",
                IntStream.range(0, controllers.size())
                        .mapToObj(i -> (i + 1) + "@127.0.0.1:" + controllers.get(i))
                        .collect(Collectors.joining(",")));
        listeners(properties, node);
        return properties;
    }

    private static Properties common() {
        var properties = new Properties();
        properties.putAll(Map.of(
                "process.roles", "broker,controller",
                "controller.listener.names", "CONTROLLER",
                "inter.broker.listener.name", "BETWEEN",
                "auto.create.topics.enable", "false",
                "default.replication.factor", "3",
                "min.insync.replicas", "2",
                "offsets.topic.replication.factor", "3",
                "transaction.state.log.replication.factor", "3",
                "transaction.state.log.min.isr", "2"));
        // A small machine, and failures that are noticed before a test has lost its patience.
        properties.putAll(Map.of(
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.num.partitions", "4",
                "share.coordinator.state.topic.num.partitions", "1",
                "broker.session.timeout.ms", "4000",
                "broker.heartbeat.interval.ms", "500",
                "group.min.session.timeout.ms", "1000",
                "group.initial.rebalance.delay.ms", "100",
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000",
                "controlled.shutdown.max.retries", "2"));
        properties.putAll(Map.of(
                "message.max.bytes",
                Integer.toString(MAX_BATCH_BYTES),
                "replica.fetch.max.bytes",
                Integer.toString(MAX_BATCH_BYTES),
                "log.cleaner.dedupe.buffer.size",
                Integer.toString(8 * 1024 * 1024),
                "num.network.threads",
                "1",
                "num.io.threads",
                "2",
                "background.threads",
                "2"));
        return properties;
    }

    private void listeners(Properties properties, int node) {
        var listeners = new ArrayList<String>();
        var advertised = new ArrayList<String>();
        listeners.add(listener("CONTROLLER", controllers.get(node)));
        listeners.add(listener("BETWEEN", between.get(node)));
        advertised.add(listener("BETWEEN", between.get(node)));
        listeners.add(listener("TEST", test.get(node)));
        advertised.add(listener("TEST", test.get(node)));
        for (Lane lane : lanes) {
            listeners.add(listener(lane.name(), lane.exits().get(node)));
            advertised.add(listener(lane.name(), lane.entrances().get(node)));
        }
        properties.put("listeners", String.join(",", listeners));
        properties.put("advertised.listeners", String.join(",", advertised));
        properties.put(
                "listener.security.protocol.map",
                listeners.stream()
                        .map(listener -> listener.substring(0, listener.indexOf(':')) + ":PLAINTEXT")
                        .collect(Collectors.joining(",")));
    }

    private static String listener(String name, int port) {
        return name + "://127.0.0.1:" + port;
    }
}
