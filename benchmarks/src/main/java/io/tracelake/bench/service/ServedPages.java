package io.tracelake.bench.service;

import io.tracelake.bench.data.DataSet;
import io.tracelake.bench.process.Child;
import io.tracelake.bench.process.Metrics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A {@link PageServer} in a process of its own. */
public final class ServedPages implements AutoCloseable {
    private static final String HEAP = "-Xmx256m";

    private final Child process;
    private final URI root;
    private final Metrics http = new Metrics();
    private Duration cpuBefore = Duration.ZERO;

    private ServedPages(Child process, URI root) {
        this.process = process;
        this.root = root;
    }

    public static ServedPages start(DataSet data, Path directory) {
        var process = Child.java(
                directory,
                PageServer.class,
                List.of(HEAP, "-XX:+UseSerialGC"),
                data.directory().toString(),
                Integer.toString(data.shape().projects()),
                "0");
        return new ServedPages(process, URI.create("http://127.0.0.1:" + process.said("port ")));
    }

    public URI root() {
        return root;
    }

    /** Counts from now on. */
    public void forget() throws InterruptedException {
        http.ask(root.resolve("/forget"));
        cpuBefore = process.cpu();
    }

    /**
     * What has been asked for since {@link #forget}.
     *
     * @param requests for pages of traces
     * @param first microseconds since 1970 when the first one came; 0 if none has
     * @param cpuSeconds of the server
     */
    public record Seen(long requests, long rows, long bytes, long first, double cpuSeconds) {}

    public Seen seen() throws InterruptedException {
        String text = http.ask(root.resolve("/seen"));
        return new Seen(
                (long) Metrics.value(text, "requests="),
                (long) Metrics.value(text, "rows="),
                (long) Metrics.value(text, "bytes="),
                (long) Metrics.value(text, "first="),
                process.cpu().minus(cpuBefore).toNanos() / 1e9);
    }

    public long peakRss() {
        return process.peakRss();
    }

    @Override
    public void close() {
        process.close();
    }
}
