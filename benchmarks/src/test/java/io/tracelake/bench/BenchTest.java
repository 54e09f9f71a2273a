package io.tracelake.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.bench.process.Child;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code make bench} at a scale at which its figures mean nothing. */
class BenchTest {
    @TempDir
    Path directory;

    @Test
    void measuresEveryPartAndTellsPeopleAndPrograms() throws Exception {
        var table = new StringWriter();
        Child.absoluteClassPath();

        int status = Bench.command()
                .setOut(new PrintWriter(table, true))
                .execute(
                        "--traces=2000",
                        "--rounds=1",
                        "--projects=2",
                        "--root=..",
                        "--parts=yardstick,line,stages",
                        "--directory=" + directory);

        assertThat(status).isEqualTo(CommandLine.ExitCode.OK);
        assertThat(table.toString())
                .contains("x yardstick", "yardstick", "line", "produce in transactions", "Parquet write", "streams")
                .doesNotContain("NaN");
        assertThat(Files.readString(directory.resolve("throughput.json")))
                .contains("\"traces\":2000", "\"name\":\"line\"", "\"requestsPer100Traces\":");
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void refusesWhatCantBeMeasured() {
        var said = new StringWriter();

        int status = Bench.command().setErr(new PrintWriter(said, true)).execute("--projects=0", "--traces=10");

        assertThat(status).isNotEqualTo(CommandLine.ExitCode.OK);
        assertThat(said.toString()).contains("--projects must be from 1 to the number of traces (10), not 0");
    }
}
