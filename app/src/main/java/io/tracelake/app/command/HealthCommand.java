package io.tracelake.app.command;

import io.tracelake.app.config.HostPort;
import io.tracelake.app.config.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The health of a process of the same settings, for what starts processes and waits for them. */
@Command(
        name = "health",
        description = {
            "Asks the process that runs with the same settings on this machine whether it is ready, and prints its answer.",
            "Ends with 0 if it is, else with 1. Made for health checks of containers."
        })
final class HealthCommand implements Callable<Integer> {
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int LONGEST_ANSWER = 64 * 1024;

    @Option(names = "--live", description = "Ask whether it is at work, ready or not")
    private boolean live;

    @Option(
            names = "--url",
            paramLabel = "<url>",
            description = "Ask there, and take 200 for health (default: /health/ready at metrics.listen)")
    private @Nullable URI url;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    private final CommonOptions common;

    HealthCommand(CommonOptions common) {
        this.common = common;
    }

    @Override
    public Integer call() {
        if (url != null && live) {
            throw new ParameterException(spec.commandLine(), "--live and --url exclude each other");
        }
        URI asked = url == null ? ofThisMachine() : url;
        try {
            return ask(asked);
        } catch (IOException | IllegalArgumentException | ClassCastException e) {
            spec.commandLine().getErr().println("tracelake: " + asked + ": " + e.getMessage());
            return ExitStatus.FAILURE;
        }
    }

    private URI ofThisMachine() {
        HostPort listen = common.settings(Mode.ROLE).observability().listen();
        return URI.create("http://" + reachable(listen) + (live ? "/health/live" : "/health/ready"));
    }

    /** What listens everywhere is asked on loopback. */
    private static HostPort reachable(HostPort listen) {
        try {
            boolean everywhere = InetAddress.getByName(listen.host()).isAnyLocalAddress();
            return everywhere ? new HostPort("127.0.0.1", listen.port()) : listen;
        } catch (UnknownHostException e) {
            return listen;
        }
    }

    /** With the client that a JVM starts soonest: this runs every few seconds. */
    private int ask(URI asked) throws IOException {
        var connection = (HttpURLConnection) asked.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        connection.setInstanceFollowRedirects(false);
        int status = connection.getResponseCode();
        try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            if (body != null) {
                var text = new String(body.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
                spec.commandLine().getOut().println(text.strip());
            }
        }
        return status == HttpURLConnection.HTTP_OK ? ExitStatus.OK : ExitStatus.FAILURE;
    }
}
