package io.tracelake.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.tracelake.app.config.LogFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class UpLogTest {
    @TempDir
    Path data;

    private final LoggerContext context = new LoggerContext();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void completeContext() {
        context.setMDCAdapter(new LogbackMDCAdapter());
    }

    @AfterEach
    void closeFiles() {
        context.stop();
    }

    @Test
    void tellsOnlyOwnWarningsInOneLineEach() throws IOException {
        UpLog.open(context, data, LogFormat.TEXT, false, new PrintStream(err, true, StandardCharsets.UTF_8));

        context.getLogger("io.tracelake.ingester.X").info("nothing to tell");
        context.getLogger("org.apache.kafka.X").warn("a library's");
        context.getLogger("io.tracelake.sink.X").warn("two\n  lines", new IllegalStateException("cause"));

        assertThat(err.toString(StandardCharsets.UTF_8))
                .endsWith("Z warn: two lines\n")
                .hasLineCount(1);
        assertThat(Files.readString(data.resolve("logs/tracelake.log")))
                .contains("nothing to tell", "a library's", "IllegalStateException: cause");
    }

    @Test
    void writesJsonToTheFileAndToTheUserIfAskedTo() throws IOException {
        UpLog.open(context, data, LogFormat.JSON, false, new PrintStream(err, true, StandardCharsets.UTF_8));

        context.getLogger("io.tracelake.X").info("quiet");
        context.getLogger("io.tracelake.X").warn("two\n  lines", new IllegalStateException("cause"));

        assertThat(messages(err.toString(StandardCharsets.UTF_8))).containsExactly("two\n  lines");
        assertThat(messages(Files.readString(data.resolve("logs/tracelake.log"))))
                .containsExactly("quiet", "two\n  lines");
    }

    private static List<String> messages(String log) {
        return log.lines()
                .map(line ->
                        new JsonMapper().readTree(line).get("formattedMessage").asString())
                .toList();
    }

    @Test
    void keepsTheLastThreeForTheViewAndPrintsNone() {
        var warnings =
                UpLog.open(context, data, LogFormat.TEXT, true, new PrintStream(err, true, StandardCharsets.UTF_8));

        for (int i = 1; i <= 5; i++) {
            context.getLogger("io.tracelake.X").warn("number {}", i);
        }

        assertThat(warnings.get()).containsExactly("warn: number 3", "warn: number 4", "warn: number 5");
        assertThat(err.size()).isZero();
    }
}
