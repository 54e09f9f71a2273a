package io.tracelake.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import io.tracelake.app.config.LogFormat;
import io.tracelake.client.Secret;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LogOutputTest {
    private final LoggerContext context = new LoggerContext();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void logAsText() {
        context.setMDCAdapter(new LogbackMDCAdapter());
        var text = new PatternLayoutEncoder();
        text.setContext(context);
        text.setPattern("%msg%n");
        text.start();
        var appender = new OutputStreamAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setEncoder(text);
        appender.setOutputStream(out);
        appender.start();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void writesAnObjectALineWhateverIsLogged() {
        LogOutput.use(LogFormat.JSON, context);
        var logger = context.getLogger("io.tracelake.sink.Sink");
        logger.warn("a \"quoted\"\nsecond line \u0001 of {}", "project \\ä");
        logger.error("failed", new IllegalStateException("outer\nline", new RuntimeException("inner")));

        List<JsonNode> lines = lines();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst().get("level").asString()).isEqualTo("WARN");
        assertThat(lines.getFirst().get("loggerName").asString()).isEqualTo("io.tracelake.sink.Sink");
        assertThat(lines.getFirst().get("formattedMessage").asString())
                .isEqualTo("a \"quoted\"\nsecond line \u0001 of project \\ä");
        JsonNode failure = lines.getLast().get("throwable");
        assertThat(failure.get("message").asString()).isEqualTo("outer\nline");
        assertThat(failure.get("stepArray").size()).isPositive();
        assertThat(failure.get("cause").get("message").asString()).isEqualTo("inner");
    }

    @Test
    void showsNoSecretThatIsLogged() {
        LogOutput.use(LogFormat.JSON, context);
        context.getLogger("io.tracelake.X").warn("key {} of {}", Secret.of("sk-lf-1"), List.of(Secret.of("sk-lf-2")));

        assertThat(lines()).hasSize(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("****").doesNotContain("sk-lf");
    }

    @Test
    void leavesTextAsItIs() {
        LogOutput.use(LogFormat.TEXT, context);
        context.getLogger("io.tracelake.X").warn("said");

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("said");
    }

    @Test
    void theEndOfACommandIsAnObjectToo() {
        assertThat(new JsonMapper()
                        .readTree(LogOutput.line("it's \"over\""))
                        .get("formattedMessage")
                        .asString())
                .isEqualTo("it's \"over\"");
    }

    private List<JsonNode> lines() {
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(new JsonMapper()::readTree)
                .toList();
    }
}
