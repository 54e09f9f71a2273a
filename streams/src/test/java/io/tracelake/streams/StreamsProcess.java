package io.tracelake.streams;

import io.tracelake.schemas.KafkaConfig;
import io.tracelake.streams.config.EndpointConfig;
import io.tracelake.streams.config.RuntimeConfig;
import io.tracelake.streams.config.UsageConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The role in a process of its own, to be killed; its log lies beside its state. */
final class StreamsProcess implements AutoCloseable {
    static final UsageConfig USAGE = new UsageConfig(Duration.ofDays(8), 64, Duration.ofMillis(500));

    static final EndpointConfig ENDPOINT = new EndpointConfig("127.0.0.1", 0, null);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final Path log;

    private StreamsProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * A dead instance should not be waited for longer than a test has patience. Commits are rare and nothing is held back
     * in between, so that a kill finds much that is written and not committed.
     */
    static Map<String, String> properties(String bootstrapServers) {
        return Map.of(
                KafkaConfig.BOOTSTRAP_SERVERS,
                bootstrapServers,
                "statestore.cache.max.bytes",
                "0",
                "commit.interval.ms",
                "2000",
                "consumer.session.timeout.ms",
                "6000",
                "consumer.heartbeat.interval.ms",
                "1500");
    }

    public static void main(String[] arguments) throws InterruptedException {
        var kafka = new KafkaConfig(properties(arguments[0]), arguments[1], Integer.parseInt(arguments[2]), (short) 1);
        var runtime = new RuntimeConfig(1, 1, Path.of(arguments[3]));
        try (var streams = new Streams(kafka, USAGE, runtime, ENDPOINT, InstantSource.system())) {
            Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
            Thread.ofVirtual().start(() -> report(streams));
            streams.run();
        }
    }

    private static void report(Streams streams) {
        try {
            while (true) {
                System.out.println(streams.progress());
                TimeUnit.SECONDS.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static StreamsProcess start(KafkaConfig kafka, Path state) {
        Path log = state.resolveSibling(state.getFileName() + ".log");
        try {
            var process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.tracelake.schemas",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            StreamsProcess.class.getName(),
                            kafka.bootstrapServers(),
                            kafka.topicPrefix(),
                            Integer.toString(kafka.partitions()),
                            state.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new StreamsProcess(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the process between any two instructions. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks it to end, as Ctrl-C does; it has to within half a minute. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("did not end: " + log());
        }
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
