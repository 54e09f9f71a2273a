package io.tracelake.app.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.app.command.Shutdown;
import io.tracelake.app.command.TracelakeCommand;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the image against the program; no engine is needed. */
class DockerfileTest {
    private static final Path ROOT = Path.of("..");

    private final Dockerfile file = Dockerfile.read();

    @Test
    void isBuiltFromPinnedImagesAndItsOwnStages() {
        var stages = new HashSet<String>();
        for (String from : file.all("FROM")) {
            var words = List.of(from.split(" +", -1));
            assertThat(stages.contains(words.getFirst()) || words.getFirst().matches("[a-z]+:\\d+\\.\\d+[a-z0-9.-]*"))
                    .as(from)
                    .isTrue();
            stages.add(words.getLast());
        }
        assertThat(stages).contains("build", "trained");
    }

    @Test
    void runsTheProgramItselfAsNobodyInParticular() {
        var started = Dockerfile.words(file.all("ENTRYPOINT").getFirst());
        assertThat(started)
                .startsWith("/opt/java/bin/java", "@/opt/tracelake/java.options")
                .endsWith("-jar", "/opt/tracelake/tracelake.jar");
        assertThat(file.all("ENTRYPOINT").getFirst()).startsWith("[").endsWith("]");
        assertThat(file.all("USER")).containsExactly("10001:10001");
        assertThat(file.all("VOLUME")).containsExactly("/data");
        assertThat(file.all("ENV")).containsExactly("TRACELAKE_DATA=/data");
    }

    @Test
    void runsCommandsThatExistEachOnTheSameRuntime() {
        var commandLine = TracelakeCommand.of(Shutdown.install(Duration.ofSeconds(1)));
        var commands = new ArrayList<>(file.all("HEALTHCHECK"));
        file.all("RUN").stream().filter(run -> run.contains("java.options")).forEach(commands::add);
        assertThat(commands).hasSize(3);
        for (String command : commands) {
            var words = Dockerfile.words(command);
            assertThat(words).startsWith("/opt/java/bin/java", "@/opt/tracelake/java.options");
            commandLine.parseArgs(Dockerfile.arguments(words));
        }
    }

    @Test
    void copiesOnlyWhatTheBuildContextHas() throws Exception {
        var ignored = Files.readAllLines(ROOT.resolve(".dockerignore"));
        assertThat(ignored).contains("*");
        var kept = ignored.stream()
                .filter(line -> line.startsWith("!"))
                .map(line -> FileSystems.getDefault().getPathMatcher("glob:" + line.substring(1)))
                .toList();
        var needed = new ArrayList<>(List.of(Path.of("bin", "java.options"), Path.of(".mvn"), Path.of("pom.xml")));
        try (var modules = Files.newDirectoryStream(ROOT, module -> Files.exists(module.resolve("pom.xml")))) {
            for (Path module : modules) {
                needed.add(module.getFileName().resolve("pom.xml"));
                if (Files.exists(module.resolve("src/main"))) {
                    needed.add(module.getFileName().resolve("src/main"));
                }
            }
        }
        assertThat(needed).hasSizeGreaterThan(15).allSatisfy(path -> {
            assertThat(ROOT.resolve(path)).exists();
            assertThat(kept).as(path.toString()).anyMatch(rule -> rule.matches(path));
        });
        for (String secret : List.of("service.env", "tracelake.yml", "data", ".git")) {
            assertThat(kept).as(secret).noneMatch(rule -> rule.matches(Path.of(secret)));
        }
    }
}
