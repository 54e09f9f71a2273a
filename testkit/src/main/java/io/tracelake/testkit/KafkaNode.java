package io.tracelake.testkit;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/**
 * The main class of one node of a cluster, broker and controller, as Kafka itself runs it. Its argument is a file of
 * Kafka's properties with {@code cluster.id} beside them. Started again with the same file it is the same node.
 */
public final class KafkaNode {
    public static final String CLUSTER_ID = "cluster.id";

    private KafkaNode() {}

    /** Ends when the process is asked to. */
    public static void main(String[] arguments) throws Exception {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(Path.of(arguments[0]))) {
            properties.load(reader);
        }
        var clusterId = Objects.requireNonNull((String) properties.remove(CLUSTER_ID));
        format(properties, clusterId);
        var server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "node-shutdown"));
        server.startup();
        server.awaitShutdown();
    }

    private static void format(Properties properties, String clusterId) throws Exception {
        var directory = properties.getProperty("log.dirs");
        if (Files.exists(Path.of(directory, "meta.properties"))) {
            return;
        }
        Files.createDirectories(Path.of(directory));
        try (var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silent)
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
                    .setClusterId(clusterId)
                    .setControllerListenerName(properties.getProperty("controller.listener.names"))
                    .setMetadataLogDirectory(directory)
                    .addDirectory(directory)
                    .setIgnoreFormatted(true)
                    .run();
        }
    }
}
