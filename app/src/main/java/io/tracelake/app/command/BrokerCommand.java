package io.tracelake.app.command;

import io.tracelake.app.config.Mode;
import io.tracelake.broker.BrokerConfig;
import io.tracelake.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A Kafka of one node, for laptops and tests. */
@Command(name = "broker", description = "Runs a Kafka of one node, its data below the data directory, until stopped.")
final class BrokerCommand implements Callable<Integer> {
    @Option(
            names = "--host",
            defaultValue = BrokerConfig.LOOPBACK,
            description = "Address to listen on; nothing asks clients who they are (default: ${DEFAULT-VALUE})")
    private String host = BrokerConfig.LOOPBACK;

    @Option(
            names = "--port",
            defaultValue = "9092",
            description = "Port to listen on; 0 for any free one (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--controller-port",
            defaultValue = "0",
            description = "Port of the node's own control traffic, on loopback; 0 for any free one (default:"
                    + " ${DEFAULT-VALUE})")
    private int controllerPort;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    private final CommonOptions common;
    private final Shutdown shutdown;

    BrokerCommand(CommonOptions common, Shutdown shutdown) {
        this.common = common;
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() throws InterruptedException {
        var directory = common.settings(Mode.UP).data().resolve("kafka");
        var config = config(directory);
        try (var broker = EmbeddedBroker.start(config)) {
            var out = spec.commandLine().getOut();
            out.println("Kafka listens on " + broker.bootstrapServers() + ", data in " + directory);
            out.flush();
            shutdown.await();
        }
        return ExitStatus.OK;
    }

    private BrokerConfig config(Path directory) {
        try {
            return new BrokerConfig(directory, host, port, controllerPort, Map.of());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
