package io.tracelake.app.command;

import io.tracelake.app.config.Durations;
import io.tracelake.app.config.Mode;
import io.tracelake.app.up.Up;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Everything in one process. */
@Command(
        name = "up",
        description = {
            "Runs the whole line in one process until stopped: Kafka unless kafka.bootstrap.servers names one, the"
                    + " sandbox unless analytics.base-url names a service, ingester, streams and sink.",
            "Everything is kept below the data directory, so the next start goes on where this one ended."
        })
final class UpCommand implements Callable<Integer> {
    @Option(
            names = "--kafka-port",
            defaultValue = "9092",
            description = "Port of the embedded Kafka, on loopback; 0 for any free one (default: ${DEFAULT-VALUE})")
    private int kafkaPort;

    @Option(
            names = "--sandbox-port",
            defaultValue = "3000",
            description = "Port of the sandbox, on loopback; 0 for any free one (default: ${DEFAULT-VALUE})")
    private int sandboxPort;

    @Option(names = "--plain", description = "Print plain lines, also on a terminal")
    private boolean plain;

    @Option(
            names = "--for",
            paramLabel = "<duration>",
            description = "Stop after so long, such as 90s or 10m (default: run until stopped)")
    private @Nullable String span;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    private final CommonOptions common;
    private final Shutdown shutdown;

    UpCommand(CommonOptions common, Shutdown shutdown) {
        this.common = common;
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() throws Exception {
        Duration limit = limit();
        boolean interactive = !plain && Consoles.interactive();
        var up = new Up(
                common.settings(Mode.UP),
                kafkaPort,
                sandboxPort,
                spec.commandLine().getOut(),
                interactive);
        shutdown.onRequest(up::stop);
        if (limit != null) {
            shutdown.requestAfter(limit);
        }
        up.run();
        return ExitStatus.OK;
    }

    private @Nullable Duration limit() {
        try {
            return span == null ? null : Durations.parse(span);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--for: " + e.getMessage(), e);
        }
    }
}
