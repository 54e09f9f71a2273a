package io.tracelake.app.command;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.tracelake.app.check.Finding;
import io.tracelake.app.check.Findings;
import io.tracelake.app.check.KafkaCheck;
import io.tracelake.app.check.LakeCheck;
import io.tracelake.app.check.ServiceChecks;
import io.tracelake.app.config.ConfigurationException;
import io.tracelake.app.config.Mode;
import io.tracelake.app.config.Settings;
import io.tracelake.app.line.LineSettings;
import io.tracelake.app.output.Json;
import io.tracelake.app.service.ProjectAccess;
import io.tracelake.app.up.UpFile;
import io.tracelake.client.http.HttpLimits;
import io.tracelake.schemas.KafkaConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything the line needs, tried out. */
@Command(
        name = "check",
        description = {
            "Tries out what the line needs: configuration, services, the key pair of each project, Kafka, the lake."
                    + " Changes nothing, but that with mint among organizations.keys it may make a key and delete it again."
                    + " Ends with 1 if anything fails. A WARNING is a cluster that works but keeps less than the guarantees"
                    + " assume.",
            "Without a configured service or Kafka those of the last 'up' on this data directory are tried."
        })
final class CheckCommand implements Callable<Integer> {
    /** Somebody is waiting: two attempts show what is wrong. */
    private static final HttpLimits IMPATIENT = new HttpLimits(
            Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(30), 64L << 20, 2, Duration.ofSeconds(2));

    @Option(names = "--json", description = "Print one JSON object instead of a table")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    private final CommonOptions common;
    private final InstantSource clock = InstantSource.system();

    CheckCommand(CommonOptions common) {
        this.common = common;
    }

    @Override
    public Integer call() throws InterruptedException {
        var findings = findings();
        var out = spec.commandLine().getOut();
        if (json) {
            Json.print(out, document -> Findings.members(document, findings));
        } else {
            Findings.table(findings).forEach(out::println);
            out.flush();
        }
        return findings.stream().allMatch(Finding::ok) ? ExitStatus.OK : ExitStatus.FAILURE;
    }

    private List<Finding> findings() throws InterruptedException {
        Settings settings;
        try {
            settings = common.settings(Mode.UP);
        } catch (ConfigurationException e) {
            return List.of(Finding.failed("configuration", "", String.valueOf(e.getMessage())));
        }
        var findings = new ArrayList<Finding>();
        findings.add(configuration(settings));
        services(settings, findings);
        kafka(settings, findings);
        findings.add(new LakeCheck(settings.lake().path(), settings.lake().rollSizeBytes()).run());
        return findings;
    }

    /** Each setting alone was fine; what the roles make of them together. */
    private static Finding configuration(Settings settings) {
        try {
            LineSettings.config(settings.discovery(), settings.services(), settings.lake());
            LineSettings.config(settings.ingest(), settings.lake());
            LineSettings.usage(settings.streams(), settings.ingest());
            LineSettings.config(settings.lake());
            return Finding.ok("configuration", "", "loads");
        } catch (IllegalArgumentException e) {
            return Finding.failed("configuration", "", String.valueOf(e.getMessage()));
        }
    }

    private void services(Settings settings, List<Finding> findings) {
        try (var access = new ProjectAccess(VerifyCommand.services(settings), settings.discovery(), IMPATIENT, clock)) {
            findings.addAll(new ServiceChecks(access, clock).run());
        } catch (ConfigurationException e) {
            findings.add(Finding.failed("analytics service", "", String.valueOf(e.getMessage())));
        }
    }

    private void kafka(Settings settings, List<Finding> findings) throws InterruptedException {
        var chatter = (Logger) LoggerFactory.getLogger("org.apache.kafka.clients");
        var before = chatter.getLevel();
        // Of a broker that is away it warns at every attempt; the finding says so once.
        chatter.setLevel(Level.ERROR);
        try {
            findings.addAll(new KafkaCheck(kafka(settings), clock).run());
        } catch (ConfigurationException e) {
            findings.add(Finding.failed("kafka", "", String.valueOf(e.getMessage())));
        } finally {
            chatter.setLevel(before);
        }
    }

    private static KafkaConfig kafka(Settings settings) {
        if (settings.kafka().external()) {
            return settings.kafka().config();
        }
        return UpFile.read(settings.data())
                .map(up -> settings.kafka().embedded(up.bootstrapServers()))
                .orElseGet(settings.kafka()::config);
    }
}
