package io.tracelake.client.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import io.tracelake.client.Secret;
import io.tracelake.client.testing.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SecretsAtTraceLevelTest {
    private static final List<String> SECRETS = List.of(
            "horse", "t0ken-one", "t0ken-two", "refresh-one", "refresh-two", "new-secret", "llm-secret", "app-key");
    private static final String KEY =
            "{\"data\":{\"id\":\"k\",\"attributes\":{\"publicKey\":\"pk\"}},\"meta\":{\"secretKey\":\"new-secret\"}}";

    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    private final StringBuilder printed = new StringBuilder();

    @BeforeEach
    void listen() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        encoder.setPattern("%level %logger %msg%n%ex");
        encoder.start();
        appender.setContext(encoder.getContext());
        appender.setEncoder(encoder);
        appender.setOutputStream(logged);
        appender.start();
        root.addAppender(appender);
        root.setLevel(Level.TRACE);
    }

    @AfterEach
    void stop() {
        root.setLevel(before);
        root.detachAppender(appender);
        appender.stop();
    }

    @Test
    void aKeyThatIsMadeIsNeitherLoggedNorPrinted() throws IOException {
        try (RawServer server = RawServer.start((request, socket) -> {
                    String session =
                            "{\"data\":{\"attributes\":{\"accessToken\":\"t0ken-%s\",\"refreshToken\":\"refresh-%s\"}}}";
                    switch (request.number()) {
                        case 1 ->
                            RawServer.json(200, session.replace("%s", "one")).write(request, socket);
                        case 3 ->
                            RawServer.json(200, session.replace("%s", "two")).write(request, socket);
                        case 2 -> RawServer.json(401, "{}").write(request, socket);
                        default -> RawServer.json(200, KEY).write(request, socket);
                    }
                });
                OrganizationsClient client = Organization.client(server, Organization.login(server), Routes.DEFAULT)) {
            NewApiKey key = client.createApiKey("p", "n", null);
            assertThat(key.pair().secretKey().reveal()).isEqualTo("new-secret");
            printed.append(key).append(Organization.login(server));
            LlmApiKeyDraft draft = new LlmApiKeyDraft("openai", Secret.of("llm-secret"));
            printed.append(client.createLlmApiKey("p", draft)).append(draft).append(Bodies.llmApiKey(draft));
            printed.append(client.project("p", EnumSet.allOf(Related.class), true));
        }
        assertNothingLeaked();
    }

    @Test
    void noErrorQuotesWhatWasSent() throws IOException {
        for (int status : new int[] {400, 401, 403, 404, 409, 422, 500, 200}) {
            for (String form : List.of(
                    "{\"errors\":[{\"title\":\"%s\",\"detail\":\"%s\",\"source\":{\"pointer\":\"%s\"}}]}",
                    "{\"error\":\"%s\"}",
                    "{\"message\":\"%s\",\"error\":[\"%s\"]}",
                    "{\"you\":\"%s\"}",
                    "%s",
                    "<html>%s")) {
                quote(status, form);
            }
        }
        assertThat(printed.toString()).contains("****");
        assertNothingLeaked();
    }

    private void quote(int status, String form) throws IOException {
        RawServer.Answer echo = (request, socket) -> {
            String said = request.body() + request.headers();
            String quoted = form.startsWith("{") ? said.replace("\\", "\\\\").replace("\"", "\\\"") : said;
            RawServer.json(status, form.replace("%s", quoted)).write(request, socket);
        };
        try (RawServer server = RawServer.start(echo);
                OrganizationsClient client = Organization.client(server, Organization.login(server), Routes.DEFAULT);
                OrganizationsClient fixed =
                        Organization.client(server, new UserAccess.Token(Secret.of("t0ken-one")), Routes.DEFAULT)) {
            print(() -> client.members("p"));
            print(() -> fixed.createLlmApiKey("p", new LlmApiKeyDraft("openai", Secret.of("llm-secret"))));
            print(() -> fixed.members("p"));
        }
    }

    private void print(Runnable call) {
        try {
            call.run();
            printed.append("succeeded");
        } catch (RuntimeException failure) {
            StringWriter text = new StringWriter();
            failure.printStackTrace(new PrintWriter(text));
            printed.append(text);
        }
    }

    private void assertNothingLeaked() {
        String log = logged.toString(StandardCharsets.UTF_8);
        assertThat(log).as("the log at TRACE").contains("io.micronaut.http.client");
        for (String secret : SECRETS) {
            assertThat(printed.toString()).doesNotContain(secret);
            assertThat(log.lines().filter(line -> line.contains(secret)))
                    .as("logged")
                    .isEmpty();
        }
    }
}
