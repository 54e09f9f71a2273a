package io.tracelake.app;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts in {@code bin}. */
class LauncherTest {
    private static final Path BIN = Path.of("..", "bin").toAbsolutePath().normalize();

    @TempDir
    Path directory;

    @Test
    void takesTheJavaOfJavaHomeFirst() throws Exception {
        var home = java("99");
        assertThat(run("find-jdk", home)).isEqualTo("0 " + home);
    }

    @Test
    void passesOverAJavaThatIsTooOld() throws Exception {
        assertThat(run("find-jdk", java("17"))).doesNotContain(directory.toString());
    }

    @Test
    void saysInOneLineThatTheProgramIsNotBuilt() throws Exception {
        var copied = Files.createDirectories(directory.resolve("clone/bin"));
        Files.copy(BIN.resolve("tracelake"), copied.resolve("tracelake"));
        var process = new ProcessBuilder("sh", copied.resolve("tracelake").toString())
                .redirectErrorStream(true)
                .start();
        assertThat(process.inputReader().readAllAsString())
                .contains("make build")
                .hasLineCount(1);
        assertThat(process.waitFor()).isEqualTo(1);
    }

    @Test
    void usesWhatAWarmUpHasLearntUntilTheProgramIsBuiltAgainAndNotBesideTheUsersOwnSharedClasses() throws Exception {
        var clone = directory.resolve("clone");
        var target = clone.resolve("app/target");
        Files.createDirectories(target.resolve("lib"));
        Files.createDirectories(clone.resolve("bin"));
        for (String script : List.of("tracelake", "find-jdk")) {
            Files.copy(BIN.resolve(script), clone.resolve("bin").resolve(script), COPY_ATTRIBUTES);
        }
        var home = java("99");
        var echo = Files.writeString(home.resolve("bin/java"), "#!/bin/sh\necho \"$@\"\n");
        assertThat(echo.toFile().setExecutable(true)).isTrue();
        var jar = Files.createFile(target.resolve("tracelake.jar"));

        assertThat(arguments(clone, home, "-Xmx2g")).contains("-jar ").doesNotContain("AOT");

        var learnt = Files.createFile(target.resolve("tracelake.aot"));
        Files.setLastModifiedTime(learnt, after(jar));
        assertThat(arguments(clone, home, "-Xmx2g")).contains("-XX:AOTCache=").contains("tracelake.aot ");

        for (String own : List.of("-Xshare:auto", "-Xmx2g -XX:SharedArchiveFile=a.jsa", "-XX:AOTCacheOutput=a.aot")) {
            assertThat(arguments(clone, home, own)).contains(own).doesNotContain("-XX:AOTCache=");
        }

        Files.setLastModifiedTime(jar, after(learnt));
        assertThat(arguments(clone, home, "-Xmx2g")).doesNotContain("AOT");
    }

    private static FileTime after(Path file) throws IOException {
        return FileTime.from(Files.getLastModifiedTime(file).toInstant().plusSeconds(10));
    }

    private static String arguments(Path clone, Path javaHome, String own) throws Exception {
        var builder = new ProcessBuilder("sh", clone.resolve("bin/tracelake").toString(), "status");
        builder.environment().put("JAVA_HOME", javaHome.toString());
        builder.environment().put("TRACELAKE_JAVA_OPTS", own);
        var process = builder.redirectErrorStream(true).start();
        String output = process.inputReader().readAllAsString();
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private Path java(String version) throws IOException {
        var home = Files.createDirectories(directory.resolve("java-" + version));
        var program =
                Files.createFile(Files.createDirectory(home.resolve("bin")).resolve("javac"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + ".0.1\"\n");
        return home;
    }

    private static String run(String script, Path javaHome) throws Exception {
        var builder = new ProcessBuilder("sh", BIN.resolve(script).toString()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", javaHome.toString());
        var process = builder.start();
        var output = process.inputReader().readAllAsString().strip();
        return process.waitFor() + " " + output;
    }
}
