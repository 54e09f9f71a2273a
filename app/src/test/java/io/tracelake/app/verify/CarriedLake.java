package io.tracelake.app.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tracelake.app.config.DiscoverySettings;
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
import io.tracelake.app.service.ProjectAccess;
import io.tracelake.client.Secret;
import io.tracelake.client.http.HttpLimits;
import io.tracelake.client.quota.QuotaConfig;
import io.tracelake.ingester.source.Window;
import io.tracelake.sandbox.Sandbox;
import io.tracelake.testkit.KafkaCluster;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** A lake that the whole line has carried from a sandbox, and its verification. */
record CarriedLake(Path path, Window window, Payload payload) {
    private static final DiscoverySettings DISCOVERY =
            Settings.load(null, Map.of(), Mode.UP).discovery();

    static final Duration LOOKBACK = Duration.ofHours(12);

    /** Runs the line until nothing is missing. */
    static CarriedLake carry(Path path, Sandbox sandbox, KafkaCluster kafka, Payload payload)
            throws InterruptedException {
        kafka.createTopics();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var lake = new CarriedLake(path, new Window(now.minus(Duration.ofDays(5)), now), payload);
        var settings = new LineSettings(
                services(sandbox),
                DISCOVERY,
                lake.ingest(LOOKBACK),
                kafka.config(),
                Settings.load(null, Map.of(), Mode.UP).streams(),
                new LakeSettings(path, Duration.ofMillis(300), 1 << 20),
                Settings.load(null, Map.of(), Mode.UP).observability());
        try (var line = Line.start(settings, EnumSet.of(Role.INGESTER, Role.SINK), () -> {})) {
            await().atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        line.check();
                        var report = lake.verify(sandbox, false, LOOKBACK);
                        assertThat(report.sound(true)).as("%s", report).isTrue();
                    });
        }
        return lake;
    }

    CarriedLake at(Path other) {
        return new CarriedLake(other, window, payload);
    }

    Report verify(Sandbox sandbox, boolean strict, Duration lookback) {
        return verify(sandbox, strict, lookback, List.of());
    }

    Report verify(Sandbox sandbox, boolean strict, Duration lookback, List<String> projects) {
        var silent = new Progress(new PrintWriter(Writer.nullWriter()), false);
        try (var access =
                new ProjectAccess(services(sandbox), DISCOVERY, HttpLimits.defaults(), InstantSource.system())) {
            return new Verification(access, path, window, ingest(lookback), window.to(), strict, silent).run(projects);
        }
    }

    private IngestSettings ingest(Duration lookback) {
        return new IngestSettings(
                Duration.ofSeconds(1),
                Duration.ofSeconds(4),
                lookback,
                Duration.ofDays(90),
                Duration.ofDays(30),
                payload,
                false);
    }

    static ServiceSettings services(Sandbox sandbox) {
        return new ServiceSettings(
                sandbox.analyticsUri(),
                QuotaConfig.DEFAULTS,
                new OrganizationSettings(
                        sandbox.organizationsUri(),
                        sandbox.organizationId(),
                        Secret.of(sandbox.apiKey()),
                        Secret.of(sandbox.token())),
                List.of());
    }
}
