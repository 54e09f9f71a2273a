package io.tracelake.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.sandbox.traffic.Behaviour;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line on the runtime that the {@code Dockerfile} makes: its modules and no others. */
class RuntimeImageTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern MODULES = Pattern.compile("(?m)^ARG MODULES=([a-z.,]+)$");

    @TempDir
    Path directory;

    @Test
    void carriesVerifiesAndStopsOnARuntimeOfNoOtherModules() throws IOException {
        Path runtime = directory.resolve("runtime");
        var linked = tool(
                "jlink",
                List.of(
                        "--add-modules",
                        String.join(",", modules()),
                        "--strip-debug",
                        "--no-header-files",
                        "--no-man-pages",
                        "--output",
                        runtime.toString()));
        assertThat(runtime.resolve("bin").resolve("java")).as(linked).exists();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        var config = SandboxConfig.fixed(
                        now.minus(Duration.ofDays(2)), now.minus(Duration.ofHours(2)), InstantSource.system(), 300)
                .withBehaviour(Behaviour.realistic());
        try (var sandbox = Sandbox.start(config)) {
            try (var up = UpProcess.start(directory, on(runtime, sandbox))) {
                // Parquet through zstd, usage through RocksDB, and both read by DuckDB.
                await().atMost(Duration.ofMinutes(5))
                        .pollInterval(Duration.ofSeconds(5))
                        .until(() -> run(runtime, sandbox, "verify") == 0
                                && run(runtime, sandbox, "verify", "--usage") == 0);
                assertThat(up.stop()).as(up.log()).isZero();
            }
        }
    }

    private int run(Path runtime, Sandbox sandbox, String... command) {
        return UpProcess.run(directory, on(runtime, sandbox), command).status();
    }

    private static Map<String, String> on(Path runtime, Sandbox sandbox) {
        var environment = new HashMap<>(UpProcess.discovering(sandbox));
        environment.put("JAVA_HOME", runtime.toString());
        return environment;
    }

    private static List<String> modules() throws IOException {
        var found = MODULES.matcher(Files.readString(ROOT.resolve("Dockerfile")));
        assertThat(found.find()).isTrue();
        return List.of(found.group(1).split(",", -1));
    }

    private static String tool(String name, List<String> arguments) {
        var out = new StringWriter();
        var writer = new PrintWriter(out);
        ToolProvider.findFirst(name).orElseThrow().run(writer, writer, arguments.toArray(String[]::new));
        return out.toString();
    }
}
