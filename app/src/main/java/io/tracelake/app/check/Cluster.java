package io.tracelake.app.check;

import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.Replication;
import io.tracelake.schemas.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster says of itself and of the topics that the line needs. What this user may not see is left out.
 *
 * @param topics of the line, of Kafka Streams for it, and Kafka's own for groups and transactions, as far as they exist
 * @param settings of these topics
 * @param broker settings of one broker; null if they may not be seen
 * @param replication of topics that are still to be created
 */
record Cluster(
        int brokers,
        Map<String, TopicDescription> topics,
        Map<String, Config> settings,
        @Nullable Config broker,
        Replication replication) {
    static final String OFFSETS = "__consumer_offsets";
    static final String TRANSACTIONS = "__transaction_state";

    static Cluster read(Admin admin, KafkaConfig kafka) throws InterruptedException, ExecutionException {
        Collection<Node> nodes = admin.describeCluster().nodes().get();
        var topics = topics(admin, kafka);
        var settings = settings(
                admin,
                topics.keySet().stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList());
        var node = new ConfigResource(
                ConfigResource.Type.BROKER, nodes.iterator().next().idString());
        return new Cluster(
                nodes.size(),
                topics,
                settings,
                settings(admin, List.of(node)).get(node.name()),
                Replication.of(admin, kafka));
    }

    private static Map<String, TopicDescription> topics(Admin admin, KafkaConfig kafka)
            throws InterruptedException, ExecutionException {
        Set<String> existing = admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get();
        String ofStreams = kafka.topicPrefix() + "streams-";
        var wanted =
                new ArrayList<>(Stream.concat(Topics.ALL.stream().map(kafka::topic), Stream.of(OFFSETS, TRANSACTIONS))
                        .filter(existing::contains)
                        .toList());
        existing.stream().filter(name -> name.startsWith(ofStreams)).forEach(wanted::add);
        return visible(admin.describeTopics(wanted).topicNameValues());
    }

    private static Map<String, Config> settings(Admin admin, Collection<ConfigResource> resources)
            throws InterruptedException, ExecutionException {
        var byName = new HashMap<String, Config>();
        visible(admin.describeConfigs(resources).values())
                .forEach((resource, config) -> byName.put(resource.name(), config));
        return byName;
    }

    private static <K, V> Map<K, V> visible(Map<K, KafkaFuture<V>> answers)
            throws InterruptedException, ExecutionException {
        var visible = new HashMap<K, V>();
        for (var answer : answers.entrySet()) {
            try {
                visible.put(answer.getKey(), answer.getValue().get());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof AuthorizationException)
                        && !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return visible;
    }

    /** Copies of each topic, by name; of what is still to be created too, as far as it is known. */
    Map<String, Integer> copies() {
        var copies = new TreeMap<String, Integer>();
        topics.forEach((name, topic) -> copies.put(
                name,
                topic.partitions().stream()
                        .mapToInt(partition -> partition.replicas().size())
                        .min()
                        .orElse(0)));
        if (replication.factor() > 0) {
            copies.put("topics to be created", (int) replication.factor());
        }
        putUnlessThere(copies, OFFSETS, "offsets.topic.replication.factor");
        putUnlessThere(copies, TRANSACTIONS, "transaction.state.log.replication.factor");
        return copies;
    }

    /** How many copies must have a record before it counts as written, by topic. */
    Map<String, Integer> minInSync() {
        var minInSync = new TreeMap<String, Integer>();
        settings.forEach((name, config) -> {
            String value = value(config, "min.insync.replicas");
            if (value != null) {
                minInSync.put(name, Integer.parseInt(value));
            }
        });
        putUnlessThere(minInSync, TRANSACTIONS, "transaction.state.log.min.isr");
        return minInSync;
    }

    private void putUnlessThere(Map<String, Integer> numbers, String topic, String setting) {
        String value = broker(setting);
        if (value != null && !topics.containsKey(topic)) {
            numbers.put(topic + " (" + setting + ")", Integer.parseInt(value));
        }
    }

    /** Topics for which a setting has a value. */
    List<String> with(String setting, String wanted) {
        return settings.entrySet().stream()
                .filter(topic -> wanted.equals(value(topic.getValue(), setting)))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    @Nullable String broker(String setting) {
        return broker == null ? null : value(broker, setting);
    }

    private static @Nullable String value(Config config, String setting) {
        ConfigEntry entry = config.get(setting);
        return entry == null ? null : entry.value();
    }
}
