package io.tracelake.system.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command of the program that has ended.
 *
 * @param output what it printed on standard output
 */
record CommandRun(int status, String output, String errors) {
    private static final long MINUTES = 5;

    static CommandRun of(Path directory, Map<String, String> environment, String... arguments) {
        var command = new ArrayList<>(List.of(Instance.PROGRAM.toString()));
        command.addAll(List.of(arguments));
        try {
            Files.createDirectories(directory);
            Path errors = directory.resolve("errors.log");
            var builder =
                    new ProcessBuilder(command).directory(directory.toFile()).redirectError(errors.toFile());
            builder.environment().putAll(environment);
            var process = builder.start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            return new CommandRun(process.waitFor(), output, Files.readString(errors));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
