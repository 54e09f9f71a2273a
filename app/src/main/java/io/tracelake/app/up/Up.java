package io.tracelake.app.up;

import io.tracelake.app.config.ConfigurationException;
import io.tracelake.app.config.ObservabilitySettings;
import io.tracelake.app.config.ServiceSettings;
import io.tracelake.app.config.Settings;
import io.tracelake.app.config.StreamsSettings;
import io.tracelake.app.line.Line;
import io.tracelake.app.line.LineSettings;
import io.tracelake.app.line.Role;
import io.tracelake.app.output.TerminalSize;
import io.tracelake.broker.BrokerConfig;
import io.tracelake.broker.BrokerStartException;
import io.tracelake.broker.EmbeddedBroker;
import io.tracelake.sandbox.OrganizationAccess;
import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.sandbox.SandboxException;
import io.tracelake.schemas.KafkaConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The whole line in this process: a broker and a sandbox unless others are named, every role, and a view of it all. */
public final class Up {
    private static final long REDRAW_MILLIS = 1_000;

    private final Settings settings;
    private final int kafkaPort;
    private final int sandboxPort;
    private final PrintWriter out;
    private final boolean interactive;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final InstantSource clock = InstantSource.system();

    /**
     * The line, not started yet.
     *
     * @param kafkaPort of the embedded broker, 0 for any free one
     * @param sandboxPort likewise
     * @param interactive whether {@code out} is a terminal that can be drawn on
     */
    public Up(Settings settings, int kafkaPort, int sandboxPort, PrintWriter out, boolean interactive) {
        this.settings = settings;
        this.kafkaPort = kafkaPort;
        this.sandboxPort = sandboxPort;
        this.out = out;
        this.interactive = interactive;
    }

    /** Ends {@link #run}. */
    public void stop() {
        stop.countDown();
    }

    /**
     * Runs until {@link #stop}.
     *
     * @throws Exception what ended a part for good, its message for the user
     */
    public void run() throws Exception {
        Path data = directory();
        var warnings = UpLog.open(data, settings.observability().logFormat(), interactive, System.err);
        Optional<UpFile> before = UpFile.read(data);
        try (var broker = settings.kafka().external() ? null : startBroker(data);
                var sandbox = settings.services().analytics() == null ? startSandbox(before, data) : null) {
            KafkaConfig kafka = broker == null
                    ? settings.kafka().config()
                    : settings.kafka().embedded(broker.bootstrapServers());
            if (broker != null) {
                KilledMembers.remove(kafka, List.of("ingester", "streams", "sink"));
            }
            var up = new UpFile(
                    kafka.bootstrapServers(),
                    sandbox == null ? null : root(sandbox),
                    sandbox == null ? before.map(UpFile::sandboxBorn).orElse(null) : born(before));
            up.write(data);
            StreamsSettings streams = streams();
            ObservabilitySettings observability = observability();
            announce(kafka, sandbox, streams, observability);
            work(
                    new LineSettings(
                            services(sandbox),
                            settings.discovery(),
                            settings.ingest(),
                            kafka,
                            streams,
                            settings.lake(),
                            observability),
                    warnings);
        }
    }

    private Path directory() {
        try {
            return Files.createDirectories(settings.data());
        } catch (IOException e) {
            throw new ConfigurationException("data: '" + settings.data() + "' can't be created: " + reason(e));
        }
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case FileAlreadyExistsException occupied -> occupied.getFile() + " is a file";
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case FileSystemException failed
            when failed.getReason() != null -> failed.getFile() + ": " + failed.getReason();
            default -> String.valueOf(failure.getMessage());
        };
    }

    private EmbeddedBroker startBroker(Path data) {
        say("starting Kafka, its data in " + data.resolve("kafka"));
        try {
            return EmbeddedBroker.start(
                    new BrokerConfig(data.resolve("kafka"), BrokerConfig.LOOPBACK, kafkaPort, 0, Map.of()));
        } catch (BrokerStartException e) {
            throw PortInUseException.orElse(e, "--kafka-port", kafkaPort);
        }
    }

    private Sandbox startSandbox(Optional<UpFile> before, Path data) {
        say("no analytics service is configured: starting the sandbox");
        try {
            return Sandbox.start(SandboxConfig.defaults(born(before), clock)
                    .withAddress(BrokerConfig.LOOPBACK, sandboxPort)
                    .withStateFile(data.resolve("sandbox.json")));
        } catch (SandboxException e) {
            throw PortInUseException.orElse(e, "--sandbox-port", sandboxPort);
        }
    }

    private Instant born(Optional<UpFile> before) {
        return before.map(UpFile::sandboxBorn).orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.MINUTES));
    }

    private static URI root(Sandbox sandbox) {
        return sandbox.analyticsUri().resolve("/");
    }

    private ServiceSettings services(@Nullable Sandbox sandbox) {
        return sandbox == null
                ? settings.services()
                : UpFile.sandboxServices(
                        root(sandbox),
                        settings.services().quota(),
                        new OrganizationAccess(sandbox.organizationId(), sandbox.apiKey(), sandbox.token()));
    }

    private StreamsSettings streams() {
        StreamsSettings wanted = settings.streams();
        return wanted.listeningAt(FreePorts.orDefault(wanted.listen(), wanted.listenByDefault()));
    }

    private ObservabilitySettings observability() {
        ObservabilitySettings wanted = settings.observability();
        return wanted.listeningAt(FreePorts.orDefault(wanted.listen(), wanted.listenByDefault()));
    }

    private void announce(
            KafkaConfig kafka,
            @Nullable Sandbox sandbox,
            StreamsSettings streams,
            ObservabilitySettings observability) {
        say("Kafka    " + kafka.bootstrapServers());
        say("service  " + (sandbox == null ? settings.services().analytics() : root(sandbox) + " (sandbox)"));
        say("lake     " + settings.lake().path());
        say("usage    http://" + streams.listen() + "/usage?project=<id>");
        say("metrics  http://" + observability.listen() + "/metrics");
        say("stop with Ctrl-C; check with 'bin/tracelake verify'");
    }

    private void work(LineSettings lineSettings, Supplier<List<String>> warnings) throws Exception {
        var terminal = new Terminal(out, interactive, TerminalSize::now, warnings, clock);
        try (var line = Line.start(lineSettings, EnumSet.allOf(Role.class), this::stop)) {
            do {
                terminal.show(line);
            } while (!stop.await(REDRAW_MILLIS, TimeUnit.MILLISECONDS));
            line.check();
            // Behind the ^C that the terminal has shown.
            say(interactive ? System.lineSeparator() + "stopping" : "stopping");
        }
    }

    private void say(String text) {
        out.println(text);
        out.flush();
    }
}
