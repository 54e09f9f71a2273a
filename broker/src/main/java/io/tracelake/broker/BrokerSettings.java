package io.tracelake.broker;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Kafka's settings for one node on one small machine. */
final class BrokerSettings {
    static final int NODE = 1;
    static final String CONTROLLER = "CONTROLLER";

    /** The largest record of the line is 16 MiB; a batch adds its header. */
    private static final int MAX_BATCH_BYTES = 17 * 1024 * 1024;

    /** Stored when the topics are created at the first start; more cost file handles, fewer gain nothing. */
    private static final int INTERNAL_PARTITIONS = 8;

    private BrokerSettings() {}

    static Map<String, String> of(Path directory, Address clients, Address controller, Map<String, String> overrides) {
        var settings = new LinkedHashMap<String, String>();
        node(settings, directory, clients, controller);
        internalTopics(settings);
        sizes(settings);
        settings.putAll(overrides);
        return settings;
    }

    private static void node(Map<String, String> settings, Path directory, Address clients, Address controller) {
        settings.put("node.id", Integer.toString(NODE));
        settings.put("process.roles", "broker,controller");
        settings.put("log.dirs", directory.toString());
        settings.put("listeners", "PLAINTEXT://" + clients + "," + CONTROLLER + "://" + controller);
        settings.put("advertised.listeners", "PLAINTEXT://" + clients);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("controller.listener.names", CONTROLLER);
        // Static voters: the data holds only the voter's number, so the port may change from start to start.
        settings.put("controller.quorum.voters", NODE + "@" + controller);
        settings.put("auto.create.topics.enable", "false");
        settings.put("group.initial.rebalance.delay.ms", "100");
        // After a kill the node waits for the session of its former life to end before it may register again.
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("metric.reporters", "");
    }

    private static void internalTopics(Map<String, String> settings) {
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        // A laptop may sleep for weeks; without its offsets a group doesn't know what it has counted.
        settings.put("offsets.retention.minutes", Integer.toString(365 * 24 * 60));
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", Integer.toString(INTERNAL_PARTITIONS));
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", Integer.toString(INTERNAL_PARTITIONS));
        // A killed sink leaves a transaction open for ten seconds; the next one should not wait for a slow look after
        // that.
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
    }

    private static void sizes(Map<String, String> settings) {
        settings.put("message.max.bytes", Integer.toString(MAX_BATCH_BYTES));
        settings.put("replica.fetch.max.bytes", Integer.toString(MAX_BATCH_BYTES));
        settings.put("log.cleaner.enable", "true");
        settings.put("log.cleaner.threads", "1");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024));
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "4");
    }
}
