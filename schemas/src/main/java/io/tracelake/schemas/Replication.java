package io.tracelake.schemas;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * How many copies Kafka keeps of each partition of a new topic.
 *
 * @param factor copies, or -1 for the broker's default
 */
public record Replication(short factor) {
    private static final short SAFE_FACTOR = 3;
    private static final String SAFE_MIN_INSYNC = "2";
    private static final String OF_TOPICS = "default.replication.factor";
    private static final String OF_TRANSACTIONS = "transaction.state.log.replication.factor";

    /**
     * What the configuration says; without a number, what the cluster keeps of its own transactions, and at least what it
     * keeps of any topic. A cluster of one node has to be told that number before it can begin a transaction, while the
     * default for topics is one copy on a cluster of any size.
     *
     * @throws KafkaException if Kafka can't be reached
     */
    public static Replication of(Admin admin, KafkaConfig config) throws InterruptedException {
        if (config.replicationFactor() > 0) {
            return new Replication(config.replicationFactor());
        }
        try {
            Node node = await(admin.describeCluster().nodes()).iterator().next();
            var broker = new ConfigResource(ConfigResource.Type.BROKER, node.idString());
            Config settings =
                    await(admin.describeConfigs(List.of(broker)).all()).getOrDefault(broker, new Config(List.of()));
            return new Replication(larger(value(settings, OF_TOPICS), value(settings, OF_TRANSACTIONS)));
        } catch (AuthorizationException unknown) {
            return new Replication((short) -1);
        }
    }

    private static short value(Config settings, String name) {
        ConfigEntry entry = settings.get(name);
        return entry == null || entry.value() == null ? -1 : Short.parseShort(entry.value());
    }

    private static short larger(short a, short b) {
        return a > b ? a : b;
    }

    /**
     * What goes with it: of three copies two must have a record before it counts as written, so that a broker may be away and
     * no broker that is lost takes a record with it.
     */
    public Map<String, String> topicSettings() {
        return factor < SAFE_FACTOR ? Map.of() : Map.of(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, SAFE_MIN_INSYNC);
    }

    private static <T> T await(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        }
    }
}
