package io.tracelake.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The program as users start it. */
public final class Launcher {
    private Launcher() {}

    /** The launcher in the tree that this program was built in. */
    public static Path script(Path root) {
        return root.resolve("bin").resolve("tracelake");
    }

    /** The program as it was built; what it has learnt to start faster counts for this path of it alone. */
    public static Path jar(Path root) {
        return root.resolve("bin")
                .resolve("..")
                .resolve("app")
                .resolve("target")
                .resolve("tracelake.jar");
    }

    /** Whether it will use what a warm-up has learnt. */
    public static boolean isWarmedUp(Path root) {
        return learnt(root).toFile().lastModified() > jar(root).toFile().lastModified();
    }

    private static Path learnt(Path root) {
        return jar(root).resolveSibling("tracelake.aot");
    }

    private static Stream<String> ofLearnt(Path root) {
        return isWarmedUp(root)
                ? Stream.of("-XX:AOTCache=" + learnt(root), "-Xlog:aot*=off", "-Xlog:cds*=off")
                : Stream.of();
    }

    /** What the user wants beside its own options. */
    private static Stream<String> added() {
        String options = System.getenv().getOrDefault("TRACELAKE_JAVA_OPTS", "");
        return Stream.of(options.split(" ", -1)).filter(option -> !option.isBlank());
    }

    /** The options that it gives to the JVM. */
    public static List<String> flags(Path root) {
        try (var lines = Files.lines(script(root))) {
            Stream<String> own = lines.map(String::strip)
                    .filter(line -> line.startsWith("-") && line.endsWith("\\"))
                    .map(line -> line.substring(0, line.length() - 1).strip());
            Stream<String> ofAll = Stream.of("@" + root.resolve("bin").resolve("java.options"));
            return Stream.of(own, ofAll, ofLearnt(root), added())
                    .flatMap(options -> options)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
