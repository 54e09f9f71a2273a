package io.tracelake.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tracelake.app.config.Mode;
import io.tracelake.app.config.Settings;
import io.tracelake.app.line.Line;
import io.tracelake.app.line.LineSettings;
import io.tracelake.app.line.Role;
import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.sandbox.traffic.Behaviour;
import io.tracelake.testkit.LakeReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Roles and commands against a Kafka that asks for TLS, a user and a password. */
class SecuredKafkaTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TRACES = 120;
    private static final String WRONG = "not-the-passw0rd";

    @TempDir
    private static Path directory;

    private static SecuredKafka kafka;
    private static Sandbox sandbox;

    @BeforeAll
    static void start() throws Exception {
        kafka = SecuredKafka.start(directory);
        Instant now = Instant.now();
        sandbox = Sandbox.start(SandboxConfig.fixed(
                        now.minus(Duration.ofHours(3)),
                        now.minus(Duration.ofHours(1)),
                        InstantSource.system(),
                        60,
                        40,
                        20)
                .withBehaviour(Behaviour.calm()));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
        kafka.close();
    }

    @Test
    void everyRoleAndCommandPassesTheClientPropertiesOn() throws Exception {
        Path file = configuration("good", kafka.client(SecuredKafka.PASSWORD));
        var settings = Settings.load(file, Map.of(), Mode.ROLE);
        try (var ingester = role(settings, Role.INGESTER);
                var streams = role(settings, Role.STREAMS);
                var sink = role(settings, Role.SINK)) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                ingester.check();
                streams.check();
                sink.check();
                assertThat(LakeReader.count(settings.lake().path(), "traces")).isEqualTo(TRACES);
                assertThat(LakeReader.count(settings.lake().path(), "usage_daily"))
                        .isPositive();
            });
            for (Line role : List.of(ingester, streams, sink)) {
                await().atMost(PATIENCE).until(() -> ready(role) == 200);
            }
            for (var command : List.of("check", "status", "verify", "backfill list", "dead-letters list")) {
                Ran ran = Ran.with(file, command.split(" "));
                assertThat(ran.status()).as(command + ran).isZero();
                assertThat(ran.toString()).doesNotContain(SecuredKafka.PASSWORD);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingester", "streams", "sink", "status", "check"})
    void aWrongPasswordIsOneLineThatNamesTheSettingAndNoPassword(String command) throws IOException {
        var log = new ListAppender<ILoggingEvent>();
        var root = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        try {
            Ran ran = Ran.with(configuration("wrong", kafka.client(WRONG)), command);

            assertThat(ran.status()).isEqualTo(ExitStatus.FAILURE);
            assertThat((ran.out() + ran.err())
                            .lines()
                            .filter(line -> line.contains("refuses the user or the password")))
                    .singleElement()
                    .asString()
                    .contains("kafka.sasl.jaas.config: ");
            assertThat(ran.toString()).doesNotContain(WRONG).doesNotContain("Exception");
            assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).noneMatch(line -> line.contains(WRONG));
        } finally {
            root.detachAppender(log);
        }
    }

    @Test
    void aCertificateThatIsNotTrustedIsOneLineThatNamesTheTrustStore() throws IOException {
        Ran ran = Ran.with(configuration("strange", kafka.strangeClient()), "sink");

        assertThat(ran.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(ran.err().lines())
                .singleElement()
                .asString()
                .contains("kafka.ssl.truststore.location", "unable to find valid certification path");
    }

    private static Line role(Settings settings, Role role) {
        return Line.start(
                new LineSettings(
                        settings.services(),
                        settings.discovery(),
                        settings.ingest(),
                        settings.kafka().config(),
                        settings.streams(),
                        settings.lake(),
                        settings.observability()),
                EnumSet.of(role),
                () -> {});
    }

    private static int ready(Line role) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var uri = URI.create("http://" + role.metricsAt() + "/health/ready");
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static Path configuration(String name, String client) throws IOException {
        String projects = sandbox.projects().stream()
                .map(project -> "  - {id: %s, name: %s, public-key: %s, secret-key: %s}"
                        .formatted(project.id(), project.name(), project.publicKey(), project.secretKey()))
                .collect(Collectors.joining("\n"));
        return Files.writeString(directory.resolve(name + ".yml"), """
                analytics.base-url: %s
                %s
                topics.partitions: 2
                data: %s
                ingest: {interval: 1s, settle: 1s, start: 1d}
                streams: {listen: '127.0.0.1:0', publish-interval: 1s}
                metrics.listen: '127.0.0.1:0'
                lake.roll-interval: 1s
                projects:
                %s
                """.formatted(
                        sandbox.analyticsUri(), client, directory.resolve("data"), projects));
    }
}
