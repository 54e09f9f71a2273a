package io.tracelake.system.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of the instances of a role: a process that comes and goes, with a directory, a lane and ports that stay. */
final class Instance {
    static final int HEAP_MEBIBYTES = 192;
    static final Path PROGRAM = Path.of(System.getProperty("tracelake.program", "../bin/tracelake"))
            .toAbsolutePath()
            .normalize();
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final Role role;
    private final int number;
    private final Lane lane;
    private final int metricsPort;
    private final Path directory;
    private final Map<String, String> environment;
    private @Nullable LiveProcess process;
    private long peakBytes;

    Instance(Role role, int number, Lane lane, Ports ports, Path directory, Map<String, String> common) {
        this.role = role;
        this.number = number;
        this.lane = lane;
        this.metricsPort = ports.next();
        this.directory = directory.resolve(name());
        this.environment = new HashMap<>(common);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", lane.bootstrapServers());
        environment.put("TRACELAKE_METRICS_LISTEN", "127.0.0.1:" + metricsPort);
        environment.put("TRACELAKE_STREAMS_LISTEN", "127.0.0.1:" + ports.next());
        environment.put(
                "TRACELAKE_JAVA_OPTS",
                "-Xmx" + HEAP_MEBIBYTES + "m -XX:-UseG1GC -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto");
    }

    Role role() {
        return role;
    }

    Lane lane() {
        return lane;
    }

    String name() {
        return role.command() + "-" + number;
    }

    void start() {
        process = LiveProcess.start(name(), directory, environment, List.of(PROGRAM.toString(), role.command()));
    }

    void kill() {
        notePeak();
        live().kill();
    }

    /** As an orchestrator ends it; must be clean. */
    void stop() {
        notePeak();
        int status = live().stop();
        if (status != 0) {
            throw new AssertionError(name() + " ended with " + status + " when asked to stop\n" + log());
        }
    }

    void freeze() {
        live().freeze();
    }

    void thaw() {
        live().thaw();
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    String end() {
        return process == null ? name() + " was never started" : process.end();
    }

    /** What it says of itself to an orchestrator. */
    boolean isReady() {
        return isAlive() && ask("/health/ready") != null;
    }

    private @Nullable String ask(String path) {
        try (var http = HttpClient.newBuilder().connectTimeout(ANSWER).build()) {
            var response = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + metricsPort + path))
                            .timeout(ANSWER)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? response.body() : null;
        } catch (IOException notNow) {
            return null;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String log() {
        return live().log();
    }

    /** The most memory that any of its processes has had, in bytes. */
    long peakBytes() {
        notePeak();
        return peakBytes;
    }

    private void notePeak() {
        if (isAlive()) {
            peakBytes = Math.max(peakBytes, live().peakBytes());
        }
    }

    private LiveProcess live() {
        if (process == null) {
            throw new IllegalStateException(name() + " was never started");
        }
        return process;
    }

    void close() {
        if (process != null) {
            process.kill();
        }
    }
}
