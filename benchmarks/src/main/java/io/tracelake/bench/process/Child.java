package io.tracelake.bench.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process that is measured. Its lines are read by one thread; what it says on standard error is kept in a file. */
public final class Child implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int TAIL = 20;

    private final Process process;
    private final BufferedReader lines;
    private final Path errors;

    private Child(Process process, Path errors) {
        this.process = process;
        this.lines = process.inputReader();
        this.errors = errors;
    }

    /** Another main class of this program, in a JVM of its own. */
    public static Child java(Path directory, Class<?> main, List<String> flags, String... arguments) {
        return start(directory, main.getSimpleName(), command(main, classPath(), flags, arguments), Map.of());
    }

    /** A main class that runs what was built, with settings in its environment. */
    public static Child built(
            Path directory, Class<?> main, Path root, Map<String, String> environment, String... arguments) {
        String classPath = Launcher.jar(root) + File.pathSeparator + classPath();
        return start(
                directory,
                main.getSimpleName(),
                command(main, classPath, Launcher.flags(root), arguments),
                environment);
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private static List<String> command(Class<?> main, String classPath, List<String> flags, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-cp");
        command.add(classPath);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Any command. */
    public static Child start(Path directory, String name, List<String> command, Map<String, String> environment) {
        try {
            Files.createDirectories(directory);
            Path errors = directory.resolve(name + ".log");
            var builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
            builder.environment().putAll(environment);
            return new Child(builder.start(), errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Class path of this program, as absolute paths, since children have other working directories. */
    public static void absoluteClassPath() {
        var absolute = new ArrayList<String>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            absolute.add(Path.of(entry).toAbsolutePath().toString());
        }
        System.setProperty("java.class.path", String.join(File.pathSeparator, absolute));
    }

    /** The next line; null at the end. */
    public @Nullable String line() {
        try {
            return lines.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What follows the first line that begins so.
     *
     * @throws IllegalStateException if the process ends before it says so
     */
    public String said(String beginning) {
        for (String line = line(); line != null; line = line()) {
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length()).strip();
            }
        }
        throw new IllegalStateException("a process ended before it said '" + beginning + "':\n" + tail());
    }

    /**
     * Finds out that it has ended.
     *
     * @throws IllegalStateException if it has
     */
    public void mustLive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("a measured process has ended:\n" + tail());
        }
    }

    /** Reads and drops what it says, so that it never waits for a reader. */
    public void drain() {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                lines.lines().forEach(line -> {});
            } catch (UncheckedIOException gone) {
                // It has ended.
            }
        });
    }

    public Duration cpu() {
        return Usage.cpu(process.toHandle());
    }

    /** The most memory it has had at once, in bytes; 0 where the system doesn't tell. */
    public long peakRss() {
        return Usage.peakRss(process.pid());
    }

    private String tail() {
        try {
            List<String> all = Files.readAllLines(errors);
            return String.join("\n", all.subList(Math.max(0, all.size() - TAIL), all.size()));
        } catch (IOException e) {
            return "(it left no log)";
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
