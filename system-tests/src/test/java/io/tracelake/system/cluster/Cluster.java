package io.tracelake.system.cluster;

import static org.awaitility.Awaitility.await;

import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.sandbox.SandboxProject;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.testkit.KafkaCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The line over several machines, on one: three brokers, instances of each role as processes of their own, a service
 * under load, and a file system for the lake. Its last project has a key that the service refuses throughout.
 */
final class Cluster implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofMinutes(3);
    private static final String PREFIX = "tracelake.";
    static final short PARTITIONS = 4;

    /** Short enough for a test, long enough for a machine that is busy with others. */
    static final Duration SESSION = Duration.ofSeconds(5);

    private final Path directory;
    private final long seed;
    private final ServiceClock clock;
    private final Sandbox sandbox;
    private final LakeDisk disk;
    private final Brokers brokers;
    private final List<Lane> lanes = new ArrayList<>();
    private final List<Instance> instances = new ArrayList<>();

    private Cluster(Path directory, SandboxConfig service, int instancesOfEach, long lakeMebibytes) {
        this.directory = directory;
        this.seed = service.seed();
        this.clock = new ServiceClock();
        this.sandbox = Sandbox.start(service.withClock(clock));
        this.disk = LakeDisk.mount(directory.resolve("disk"), lakeMebibytes);
        var ports = new Ports();
        for (Role role : Role.values()) {
            for (int number = 1; number <= instancesOfEach; number++) {
                var lane = Lane.open(role + "_" + number, Brokers.COUNT, ports);
                lanes.add(lane);
                instances.add(new Instance(role, number, lane, ports, directory, environment()));
            }
        }
        this.brokers = Brokers.start(directory, lanes, ports);
    }

    /** Returns when every instance says that it is ready. */
    static Cluster start(Path directory, SandboxConfig service, int instancesOfEach, long lakeMebibytes) {
        var cluster = new Cluster(directory, service, instancesOfEach, lakeMebibytes);
        try {
            cluster.sandbox.faults().revokeKey(cluster.refused().id());
            cluster.brokers.awaitWhole();
            cluster.instances.forEach(Instance::start);
            cluster.awaitReady();
            return cluster;
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    private Map<String, String> environment() {
        var environment = new HashMap<>(Map.of(
                "LANGFUSE_API_URL", sandbox.analyticsUri().toString(),
                "ORGANIZATIONS_API_BASE_URL", sandbox.organizationsUri().toString(),
                "ORGANIZATION_ID", sandbox.organizationId(),
                "ORGANIZATIONS_API_KEY", sandbox.apiKey(),
                "ORGANIZATIONS_TOKEN", sandbox.token(),
                "TRACELAKE_TOPICS_PARTITIONS", Short.toString(PARTITIONS),
                "TRACELAKE_TOPICS_REPLICATION_FACTOR", "3",
                "TRACELAKE_LAKE_PATH", disk.lake().toString()));
        environment.putAll(Map.of(
                "TRACELAKE_INGEST_INTERVAL", "1s",
                "TRACELAKE_INGEST_SETTLE", "20s",
                "TRACELAKE_INGEST_LOOKBACK", "3m",
                "TRACELAKE_STREAMS_PUBLISH_INTERVAL", "1s",
                "TRACELAKE_STREAMS_THREADS", "1",
                "TRACELAKE_LAKE_ROLL_INTERVAL", "3s"));
        // What the roles need nothing of; it is handed to the clients of Kafka as it is.
        environment.putAll(Map.of(
                "KAFKA_SESSION_TIMEOUT_MS", Long.toString(SESSION.toMillis()),
                "KAFKA_HEARTBEAT_INTERVAL_MS", "1000",
                // So that a search through Kafka's files finds what is in them.
                "KAFKA_COMPRESSION_TYPE", "none"));
        return environment;
    }

    Path directory() {
        return directory;
    }

    /** Of the service, and so of what is in the lake. */
    long seed() {
        return seed;
    }

    Path lake() {
        return disk.lake();
    }

    LakeDisk disk() {
        return disk;
    }

    ServiceClock clock() {
        return clock;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    Brokers brokers() {
        return brokers;
    }

    List<Instance> instances() {
        return List.copyOf(instances);
    }

    List<Instance> instances(Role role) {
        return instances.stream().filter(instance -> instance.role() == role).toList();
    }

    /** The project whose key the service refuses. */
    SandboxProject refused() {
        return sandbox.projects().getLast();
    }

    /** All others. */
    List<SandboxProject> served() {
        return sandbox.projects().subList(0, sandbox.projects().size() - 1);
    }

    /** The topics, read past every fault. */
    KafkaCluster topics() {
        return new KafkaCluster(new KafkaConfig(
                Map.of(KafkaConfig.BOOTSTRAP_SERVERS, brokers.bootstrapServers()), PREFIX, PARTITIONS, (short) 3));
    }

    /** Runs a command of the program to its end, past every fault. */
    CommandRun run(String... arguments) {
        var all = environment();
        all.put("KAFKA_BOOTSTRAP_SERVERS", brokers.bootstrapServers());
        return CommandRun.of(directory.resolve("command"), all, arguments);
    }

    /** Every instance is there and says that it is ready. */
    void awaitReady() {
        instances.forEach(this::awaitReady);
    }

    void awaitReady(Instance instance) {
        await(instance.name() + " is ready")
                .atMost(START_PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    if (!instance.isAlive()) {
                        throw new AssertionError(instance.end() + "\n" + instance.log());
                    }
                    return instance.isReady();
                });
    }

    /** What is left of everything but the files. */
    @Override
    public void close() {
        instances.forEach(Instance::close);
        brokers.close();
        try {
            for (Lane lane : lanes) {
                lane.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            sandbox.close();
            disk.close();
        }
    }
}
