package io.tracelake.system.cluster;

import static org.awaitility.Awaitility.await;

import io.tracelake.testkit.KafkaNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/**
 * Three brokers, each a process: whatever is written is in two of them before it counts. Clients go through lanes;
 * {@link #bootstrapServers} is the way of the test itself, which nothing cuts.
 */
final class Brokers implements AutoCloseable {
    static final int COUNT = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path directory;
    private final List<Path> settings = new ArrayList<>();
    private final List<LiveProcess> nodes = new ArrayList<>();
    private final List<Integer> testPorts;

    private Brokers(Path directory, List<Integer> testPorts) {
        this.directory = directory;
        this.testPorts = testPorts;
    }

    /** Returns at once; {@link #awaitWhole} waits for them. */
    static Brokers start(Path directory, List<Lane> lanes, Ports ports) {
        var properties = new NodeProperties(
                Uuid.randomUuid().toString(), three(ports), three(ports), three(ports), List.copyOf(lanes));
        var brokers = new Brokers(directory, properties.test());
        for (int i = 0; i < COUNT; i++) {
            String name = "kafka-" + (i + 1);
            Path data = directory.resolve(name);
            brokers.settings.add(store(directory.resolve(name + ".properties"), properties.of(i, data)));
            brokers.nodes.add(brokers.startNode(i));
        }
        return brokers;
    }

    private static List<Integer> three(Ports ports) {
        return List.of(ports.next(), ports.next(), ports.next());
    }

    private static Path store(Path file, Properties properties) {
        try {
            Files.createDirectories(file.getParent());
            try (var writer = Files.newBufferedWriter(file)) {
                properties.store(writer, null);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LiveProcess startNode(int broker) {
        return LiveProcess.start(
                "kafka-" + (broker + 1),
                directory,
                Map.of(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KafkaNode.class.getName(),
                        settings.get(broker).toString()));
    }

    String bootstrapServers() {
        return testPorts.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    Admin admin() {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 20_000));
    }

    void kill(int broker) {
        nodes.get(broker).kill();
    }

    /** Ends it with its leaders handed over. */
    void stop(int broker) {
        nodes.get(broker).stop();
    }

    void restart(int broker) {
        nodes.set(broker, startNode(broker));
    }

    List<LiveProcess> nodes() {
        return List.copyOf(nodes);
    }

    /** All brokers are there, and each partition is in sync at all that hold it. */
    void awaitWhole() {
        try (var admin = admin()) {
            await("three brokers in sync")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> {
                        nodes.forEach(node -> {
                            if (!node.isAlive()) {
                                throw new AssertionError(node.end() + "\n" + node.log());
                            }
                        });
                        return isWhole(admin);
                    });
        }
    }

    private static boolean isWhole(Admin admin) throws InterruptedException {
        try {
            if (admin.describeCluster().nodes().get(20, TimeUnit.SECONDS).size() < COUNT) {
                return false;
            }
            var names = admin.listTopics().names().get(20, TimeUnit.SECONDS);
            return admin.describeTopics(names).allTopicNames().get(20, TimeUnit.SECONDS).values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition -> partition.leader() != null
                            && partition.isr().size() == partition.replicas().size());
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        nodes.forEach(LiveProcess::kill);
    }
}
