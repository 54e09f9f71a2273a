package io.tracelake.app.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.app.command.Shutdown;
import io.tracelake.app.command.TracelakeCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No service is configured or asked. */
class UsageCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path directory;
    private WrittenLake lake;

    @BeforeEach
    void lake(@TempDir Path temporary) {
        directory = temporary;
        lake = new WrittenLake(temporary.resolve("lake"));
        lake.traces.add(TraceRevision.first("t", "2026-03-06T10:15:00Z", "0.25", "it's", "chat"));
        lake.usage.addAll(UsageModel.of(lake.traces, new Random(1)));
    }

    @Test
    void endsWithZeroWithoutAService() throws IOException {
        assertThat(run()).isZero();
        assertThat(out.toString()).contains("sound: 6 rows and 0 days match", "2026-03-06", "no daily metrics");
        assertThat(run("--days", "1")).isZero();
    }

    @Test
    void endsWithOneOnADriftAndSaysWhatDiffers() throws IOException {
        lake.usage("usage_daily", "TAG", "chat", "2026-03-06T00:00:00Z").plus("cost", "1");

        assertThat(run()).isEqualTo(1);
        assertThat(out.toString())
                .containsPattern("drift +usage_daily +2026-03-06T00:00:00Z +p +TAG +\"chat\" +cost +1.25\\d* +0.25")
                .contains("FAILED: 1 rows and 0 days have drifted, 0 splits don't add up");

        assertThat(run("--from", "2026-03-06T00:00:00Z", "--until", "2026-03-06T23:00:00Z"))
                .as("hours alone")
                .isZero();
    }

    @Test
    void printsOneJsonObject() throws IOException {
        assertThat(run("--json")).isZero();
        assertThat(out.toString())
                .hasLineCount(1)
                .startsWith("{\"from\":null,\"until\":null,\"sound\":true,\"failures\":[],\"rows\":{\"match\":6,")
                .contains("\"service_traces\":null", "\"cost\":\"0.25\"", "\"differences\":[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--strict",
                "--days 0",
                "--days 1 --from 2026-03-01T00:00:00Z",
                "--from yesterday",
                "--from 2026-03-06T10:01:00Z --until 2026-03-06T11:59:00Z"
            })
    void refusesOptionsThatMakeNoSense(String options) throws IOException {
        assertThat(run(options.split(" ", -1))).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("tracelake: --").hasLineCount(1);
    }

    @Test
    void explainsTheVerdicts() throws IOException {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("--usage", "match ", "pending ", "explained ", "drift ");
    }

    @Test
    void namesTheLakeThatCannotBeRead() throws IOException {
        lake.write();
        Files.writeString(
                Files.createDirectories(lake.path.resolve("traces/date=2026-03-07"))
                        .resolve("x.parquet"),
                "no");

        assertThat(execute()).isEqualTo(1);
        assertThat(err.toString()).startsWith("tracelake: lake.path: ").hasLineCount(1);
    }

    private int run(String... more) throws IOException {
        lake.write();
        return execute(more);
    }

    private int execute(String... more) throws IOException {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var file = Files.writeString(
                directory.resolve("tracelake.yml"), "lake.path: \"" + lake.path + "\"\ndata: \"" + directory + "\"\n");
        var arguments = new ArrayList<>(List.of("verify", "--usage", "--config", file.toString()));
        arguments.addAll(List.of(more));
        return TracelakeCommand.of(Shutdown.install(Duration.ofSeconds(1)))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
    }
}
