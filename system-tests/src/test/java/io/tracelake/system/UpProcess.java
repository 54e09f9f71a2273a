package io.tracelake.system;

import io.tracelake.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real {@code tracelake up} that reads a sandbox of this JVM; its files lie below one directory. */
final class UpProcess implements AutoCloseable {
    private static final Path PROGRAM =
            Path.of("..", "bin", "tracelake").toAbsolutePath().normalize();

    private final Process process;
    private final Path log;

    private UpProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static UpProcess start(Path directory, Map<String, String> environment) {
        Path log = directory.resolve("up.log");
        return new UpProcess(
                start(directory, environment, log, "up", "--plain", "--kafka-port", "0", "--sandbox-port", "0"), log);
    }

    /** One role alone. */
    static UpProcess startRole(Path directory, Map<String, String> environment, String role) {
        Path log = directory.resolve(role + ".log");
        return new UpProcess(start(directory, environment, log, role), log);
    }

    /** Runs another command of the program to its end. */
    static Finished run(Path directory, Map<String, String> environment, String... arguments) {
        Path log = directory.resolve("command.log");
        try {
            Files.deleteIfExists(log);
            var process = start(directory, environment, log, arguments);
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return new Finished(process.waitFor(), Files.readString(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How a command ended, and what it printed. */
    record Finished(int status, String output) {}

    private static Process start(Path directory, Map<String, String> environment, Path log, String... arguments) {
        var command = new ArrayList<>(List.of(PROGRAM.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What makes a process discover the projects of a sandbox. */
    static Map<String, String> discovering(Sandbox sandbox) {
        return Map.of(
                // So that a search through Kafka's files finds what is in them.
                "KAFKA_COMPRESSION_TYPE", "none",
                "LANGFUSE_API_URL", sandbox.analyticsUri().toString(),
                "ORGANIZATIONS_API_BASE_URL", sandbox.organizationsUri().toString(),
                "ORGANIZATION_ID", sandbox.organizationId(),
                "ORGANIZATIONS_API_KEY", sandbox.apiKey(),
                "ORGANIZATIONS_TOKEN", sandbox.token(),
                "TRACELAKE_STREAMS_LISTEN", "127.0.0.1:0",
                "TRACELAKE_LAKE_ROLL_INTERVAL", "1s",
                "TRACELAKE_INGEST_INTERVAL", "1s");
    }

    /** Ends the process between any two instructions. The launcher has become the program, so nothing is left over. */
    void kill() {
        process.destroyForcibly();
        join();
    }

    /** Asks it to end, as Ctrl-C does. */
    int stop() {
        process.destroy();
        return join();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What each of its threads does, for the message of a test that has waited in vain. */
    String threads() {
        try {
            var jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(process.pid()),
                            "Thread.print")
                    .redirectErrorStream(true)
                    .start();
            return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The most memory that it has had at once, as Linux tells it. */
    String peak() {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM")).findFirst().orElse("not known here");
        } catch (IOException e) {
            return "not known here";
        }
    }

    /** What it has at this moment. */
    long residentBytes() {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** What it has used of the processors so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private int join() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
