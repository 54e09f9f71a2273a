package io.tracelake.app.observability;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import io.tracelake.app.config.HostPort;
import io.tracelake.app.config.IngestSettings;
import io.tracelake.app.config.IngestSettings.Payload;
import io.tracelake.app.config.LakeSettings;
import io.tracelake.app.config.Mode;
import io.tracelake.app.config.OrganizationSettings;
import io.tracelake.app.config.ServiceSettings;
import io.tracelake.app.config.Settings;
import io.tracelake.app.line.Line;
import io.tracelake.app.line.LineSettings;
import io.tracelake.app.line.Role;
import io.tracelake.app.log.LogOutput;
import io.tracelake.client.Secret;
import io.tracelake.client.quota.QuotaConfig;
import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.sandbox.SandboxProject;
import io.tracelake.sandbox.traffic.Behaviour;
import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.DeadLetterReason;
import io.tracelake.schemas.Topics;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** The whole line, watched from outside while it carries what a sandbox shows. */
@ExtendWith(KafkaExtension.class)
class ObservedLineTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    @Test
    void showsWhatItCarriesAsThePageSaysAndNoSecret(KafkaCluster kafka) throws Exception {
        kafka.createTopics();
        var appender = logAsJson();
        try (var sandbox = sandbox();
                var line = Line.start(settings(sandbox, kafka), EnumSet.allOf(Role.class), () -> {})) {
            HostPort at = line.metricsAt();
            assertThat(get(at, "/health/ready").statusCode()).isEqualTo(503);
            assertThat(get(at, "/health/live").statusCode()).isEqualTo(200);
            await().atMost(PATIENCE).until(() -> get(at, "/health/ready").statusCode() == 200);
            await().atMost(PATIENCE).untilAsserted(() -> {
                line.check();
                assertEverythingIsCarried(scrape(at), kafka);
            });

            kafka.writeBytes(Topics.TRACES, "p/x", List.of(new byte[] {1, 2, 3}));
            await().atMost(PATIENCE).untilAsserted(() -> assertDeadLettersAreCounted(scrape(at), kafka));

            Exposition shown = scrape(at);
            assertThat(shown.metrics()).isEqualTo(MetricsPage.metrics());
            assertWell(shown, sandbox, kafka.config().partitions());
            assertThat(shown.text()).doesNotContain(secrets(sandbox));
            assertThat(log.toString(StandardCharsets.UTF_8))
                    .contains("io.tracelake")
                    .doesNotContain(secrets(sandbox));
        } finally {
            context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAppender(appender);
        }
        log.toString(StandardCharsets.UTF_8)
                .lines()
                .forEach(line -> assertThat(new JsonMapper().readTree(line).has("formattedMessage"))
                        .isTrue());
    }

    private static void assertEverythingIsCarried(Exposition shown, KafkaCluster kafka) {
        int traces = kafka.reader(Topics.TRACES).values().size();
        int days = kafka.reader(Topics.DAILY_METRICS).values().size();
        assertThat(traces).isEqualTo(450 - malformed(kafka)).isPositive();
        assertThat(days).isPositive();
        assertThat(shown.sum("tracelake_ingester_revisions_total", "topic=\"traces\""))
                .isEqualTo(traces);
        assertThat(shown.sum("tracelake_ingester_revisions_total", "topic=\"daily-metrics\""))
                .isEqualTo(days);
        assertThat(shown.sum("tracelake_streams_revisions_total")).isEqualTo(traces);
        assertThat(shown.sum("tracelake_sink_published_rows_total", "table=\"traces\""))
                .isEqualTo(traces);
        assertThat(shown.sum("tracelake_sink_lag_records")).isZero();
    }

    private static int malformed(KafkaCluster kafka) {
        return (int) kafka.reader(Topics.DEAD_LETTERS).values().stream()
                .filter(letter -> letter.getReason() == DeadLetterReason.MALFORMED
                        && letter.getStream().equals("traces"))
                .count();
    }

    private static void assertDeadLettersAreCounted(Exposition shown, KafkaCluster kafka) {
        Map<DeadLetterReason, Long> written = kafka.reader(Topics.DEAD_LETTERS).values().stream()
                .collect(groupingBy(DeadLetter::getReason, counting()));
        assertThat(written).containsKeys(DeadLetterReason.MALFORMED).containsEntry(DeadLetterReason.UNDECODABLE, 2L);
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            String tag = "reason=\"" + reason.name().toLowerCase(Locale.ROOT) + '"';
            double counted = Stream.of("ingester", "streams", "sink")
                    .mapToDouble(role -> shown.sum("tracelake_" + role + "_dead_letters_total", tag))
                    .sum();
            assertThat(counted)
                    .as(tag)
                    .isEqualTo(written.getOrDefault(reason, 0L).doubleValue());
        }
    }

    private static void assertWell(Exposition shown, Sandbox sandbox, int partitions) {
        assertThat(shown.count("tracelake_ingester_project_lag_seconds"))
                .isEqualTo(sandbox.projects().size());
        assertThat(shown.sum("tracelake_ingester_projects", "status=\"active\""))
                .isEqualTo(sandbox.projects().size());
        assertThat(shown.sum("tracelake_client_requests_total", "bucket=\"traces\"", "outcome=\"2xx\""))
                .isPositive()
                .isEqualTo(shown.sum("tracelake_client_request_duration_seconds_count", "bucket=\"traces\""));
        assertThat(shown.sum("tracelake_client_requests_total", "bucket=\"organizations\"", "outcome=\"2xx\""))
                .isPositive();
        assertThat(shown.sum("tracelake_client_concurrency_limit")).isPositive();
        assertThat(shown.sum("tracelake_client_quota_used_requests", "bucket=\"traces\""))
                .isPositive();
        assertThat(shown.sum("tracelake_ingester_partitions_owned")).isEqualTo(partitions);
        assertThat(shown.sum("tracelake_ingester_commit_duration_seconds_count"))
                .isPositive();
        assertThat(shown.sum("tracelake_ingester_restore_duration_seconds_count"))
                .isPositive();
        assertThat(shown.sum("tracelake_streams_state", "state=\"RUNNING\"")).isEqualTo(1);
        assertThat(shown.sum("tracelake_streams_lag_records")).isZero();
        assertThat(shown.sum("tracelake_sink_rollovers_total", "reason=\"age\""))
                .isPositive();
        assertThat(shown.sum("tracelake_sink_published_bytes_total")).isGreaterThan(10_000);
        assertThat(shown.sum("jvm_memory_used_bytes")).isGreaterThan(1 << 20);
    }

    private OutputStreamAppender<ILoggingEvent> logAsJson() {
        var appender = new OutputStreamAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setEncoder(LogOutput.json(context));
        appender.setOutputStream(log);
        appender.start();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(appender);
        return appender;
    }

    private static String[] secrets(Sandbox sandbox) {
        return Stream.concat(
                        Stream.of(sandbox.apiKey(), sandbox.token()),
                        sandbox.projects().stream().map(SandboxProject::secretKey))
                .toArray(String[]::new);
    }

    private static Sandbox sandbox() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        return Sandbox.start(SandboxConfig.fixed(
                        now.minus(Duration.ofHours(3)),
                        now.minus(Duration.ofHours(1)),
                        InstantSource.system(),
                        250,
                        150,
                        50)
                .withBehaviour(Behaviour.calm().withMalformed(0.02)));
    }

    private LineSettings settings(Sandbox sandbox, KafkaCluster kafka) throws IOException {
        Settings up = Settings.load(
                null,
                Map.of("TRACELAKE_STREAMS_STATE", directory.resolve("state").toString()),
                Mode.UP);
        return new LineSettings(
                new ServiceSettings(
                        sandbox.analyticsUri(),
                        QuotaConfig.DEFAULTS,
                        new OrganizationSettings(
                                sandbox.organizationsUri(),
                                sandbox.organizationId(),
                                Secret.of(sandbox.apiKey()),
                                Secret.of(sandbox.token())),
                        List.of()),
                up.discovery(),
                new IngestSettings(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofHours(6),
                        Duration.ofDays(90),
                        Duration.ofDays(1),
                        Payload.FULL,
                        false),
                kafka.config(),
                up.streams().listeningAt(free()),
                new LakeSettings(directory.resolve("lake"), Duration.ofMillis(300), 1 << 20),
                up.observability().listeningAt(new HostPort("127.0.0.1", 0)));
    }

    private static HostPort free() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return new HostPort("127.0.0.1", socket.getLocalPort());
        }
    }

    private Exposition scrape(HostPort at) throws IOException, InterruptedException {
        var answer = get(at, "/metrics");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        return new Exposition(answer.body());
    }

    private HttpResponse<String> get(HostPort at, String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://" + at + path)).build(), BodyHandlers.ofString());
    }
}
