package io.tracelake.app.command;

import io.tracelake.app.config.Mode;
import io.tracelake.app.up.Up;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
        boolean interactive = !plain && Consoles.interactive();
        var up = new Up(
                common.settings(Mode.UP),
                kafkaPort,
                sandboxPort,
                spec.commandLine().getOut(),
                interactive);
        shutdown.onRequest(up::stop);
        up.run();
        return ExitStatus.OK;
    }
}
