package io.tracelake.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.app.Main;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in a process of its own, stopped as a user or an init system would. */
class BrokerCommandTest {
    @TempDir
    Path data;

    @Test
    void stopsCleanlyWithinTenSecondsOfASignal() throws Exception {
        var process = broker("0");
        try (var out = process.inputReader()) {
            assertThat(out.readLine()).startsWith("Kafka listens on 127.0.0.1:");

            var begin = Instant.now();
            process.destroy();

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(10));
            assertThat(process.exitValue()).isEqualTo(ExitStatus.OK);
            assertThat(data.resolve("kafka/.kafka_cleanshutdown")).exists();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void failsInOneLineIfAnotherHoldsTheData() throws Exception {
        var first = broker("0");
        try (var out = first.inputReader()) {
            assertThat(out.readLine()).startsWith("Kafka listens on");

            var second = broker("0");
            try (var err = second.errorReader()) {
                assertThat(err.readAllAsString())
                        .isEqualTo("tracelake: Kafka's data directory " + data.resolve("kafka")
                                + " is in use by another process (pid " + first.pid() + ")\n");
            }
            assertThat(second.waitFor()).isEqualTo(ExitStatus.FAILURE);
        } finally {
            first.destroyForcibly().waitFor();
        }
    }

    private Process broker(String port) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "broker",
                "--port",
                port);
        builder.environment().put("TRACELAKE_DATA", data.toString());
        return builder.start();
    }
}
