package io.tracelake.bench.line;

import io.tracelake.bench.data.Shape;
import io.tracelake.bench.process.Child;
import io.tracelake.bench.process.Launcher;
import io.tracelake.bench.process.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A line that reads the stand-in, in a process of its own, its files below one directory. */
public final class RunningLine implements AutoCloseable {
    private final Child process;
    private final Path data;
    private final int metricsPort;
    private final int usagePort;
    private final Metrics http = new Metrics();

    private RunningLine(Child process, Path data, int metricsPort, int usagePort) {
        this.process = process;
        this.data = data;
        this.metricsPort = metricsPort;
        this.usagePort = usagePort;
    }

    /**
     * Starts it.
     *
     * @param root of the tree that the program was built in
     * @param whole {@code tracelake up}; otherwise the same without streams
     * @param settings environment variables beside those that name the service
     */
    public static RunningLine start(
            Path root, Path directory, boolean whole, URI service, int projects, Map<String, String> settings) {
        int metricsPort = freePort();
        int usagePort = freePort();
        var environment = new HashMap<>(settings);
        environment.put("LANGFUSE_API_URL", service.toString());
        environment.put("TRACELAKE_PROJECTS", projects(projects));
        environment.put("TRACELAKE_DATA", directory.resolve("data").toString());
        environment.put("TRACELAKE_METRICS_LISTEN", "127.0.0.1:" + metricsPort);
        environment.put("TRACELAKE_STREAMS_LISTEN", "127.0.0.1:" + usagePort);
        var process = whole
                ? Child.start(
                        directory,
                        "up",
                        List.of(Launcher.script(root).toString(), "up", "--plain", "--kafka-port", "0"),
                        environment)
                : Child.built(directory, LineWithoutStreams.class, root, environment);
        process.drain();
        return new RunningLine(process, directory.resolve("data"), metricsPort, usagePort);
    }

    private static String projects(int count) {
        return IntStream.range(0, count)
                .mapToObj(p -> "{\"id\":\"%s\",\"public-key\":\"pk-%d\",\"secret-key\":\"sk-%d\"}"
                        .formatted(Shape.projectId(p), p, p))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static int freePort() {
        try (var any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * How far it is.
     *
     * @param rows of traces in published files
     * @param counted revisions that usage includes
     */
    public record Reached(long rows, long counted) {}

    /**
     * How far it is now.
     *
     * @throws IllegalStateException if the process has ended
     */
    public Reached reached() throws InterruptedException {
        process.mustLive();
        String text = http.ask(URI.create("http://127.0.0.1:" + metricsPort + "/metrics"));
        return new Reached((long) Metrics.value(text, "tracelake_sink_published_rows_total{table=\"traces\"}"), (long)
                Metrics.value(text, "tracelake_streams_changes_total"));
    }

    /** Where usage is read. */
    public URI usage() {
        return URI.create("http://127.0.0.1:" + usagePort + "/");
    }

    public Duration cpu() {
        return process.cpu();
    }

    /** The most memory it has had at once, in bytes; 0 where the system doesn't tell. */
    public long peakRss() {
        return process.peakRss();
    }

    /** Bytes of the table of traces. */
    public long lakeBytes() {
        return Disk.bytes(lake(), "traces", ".parquet");
    }

    public Path lake() {
        return data.resolve("lake");
    }

    /** Bytes of the topic of traces. */
    public long kafkaBytes() {
        return Disk.bytes(data.resolve("kafka"), "tracelake.traces-", ".log");
    }

    @Override
    public void close() {
        process.close();
    }
}
