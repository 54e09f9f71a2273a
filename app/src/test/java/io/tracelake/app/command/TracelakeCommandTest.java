package io.tracelake.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracelakeCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest(name = "tracelake {0}")
    @ValueSource(
            strings = {
                "--help",
                "broker --help",
                "views --help",
                "status --help",
                "traces list --help",
                "metrics daily --help"
            })
    void explainsEachCommand(String line) {
        assertThat(run(line)).isZero();
        assertThat(out.toString()).contains("Usage: tracelake", "--config", "--debug");
    }

    @Test
    void tellsItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("tracelake ");
    }

    @ParameterizedTest(name = "tracelake {0}")
    @ValueSource(
            strings = {
                "",
                "brokr",
                "broker --port x",
                "broker --port 70000",
                "views",
                "views --dialect oracle",
                "views --dialect spark --config no-such.yml"
            })
    void refusesWrongUsageInOneLine(String line) {
        assertThat(run(line)).isEqualTo(ExitStatus.USAGE);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("tracelake: ").hasLineCount(1);
    }

    @Test
    void suggestsTheCommandThatWasMeant() {
        run("brokr");
        assertThat(err.toString()).contains("did you mean 'broker'?");
    }

    @Test
    void showsWhereAnErrorAroseOnlyWhenAsked() {
        run("views --dialect spark --config no-such.yml --debug");
        assertThat(err.toString()).contains("\tat ");
    }

    private int run(String line) {
        var arguments = line.isEmpty() ? new String[0] : line.split(" ", -1);
        return TracelakeCommand.of(Shutdown.install(Duration.ofSeconds(1)))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
