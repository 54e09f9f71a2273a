package io.tracelake.app.command;

import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.sandbox.SandboxProject;
import io.tracelake.sandbox.SandboxUser;
import io.tracelake.sandbox.fault.FaultRule;
import io.tracelake.sandbox.traffic.Behaviour;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The stand-in for both services. */
@Command(
        name = "sandbox",
        description =
                "Serves a stand-in for the analytics and the organizations service until stopped. The same options"
                        + " show the same traces.")
final class SandboxCommand implements Callable<Integer> {
    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE})")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            defaultValue = "3000",
            description = "Port to listen on; 0 for any free one (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--seed", description = "Makes other traces, projects and keys (default: a fixed one)")
    private @Nullable Long seed;

    @Option(
            names = "--traces",
            split = ",",
            defaultValue = "11000,6000,3000",
            description = "Traces of history, a number for each project (default: ${DEFAULT-VALUE})")
    private List<Long> traces = List.of();

    @Option(
            names = "--projects",
            paramLabel = "N",
            description = "As many equal projects, which share the history of --traces (default: one for each number)")
    private @Nullable Integer projects;

    @Option(
            names = "--history-days",
            defaultValue = "2",
            description = "Days over which the history is spread (default: ${DEFAULT-VALUE})")
    private int historyDays;

    @Option(
            names = "--live-from",
            description =
                    "End of the history and begin of live traffic, ISO 8601 (default: now, cut to the minute). Give"
                            + " it, and a restart shows the same traces")
    private @Nullable Instant liveFrom;

    @Option(
            names = "--rate",
            defaultValue = "20",
            description = "Live traces a second over all projects; 0 for none (default: ${DEFAULT-VALUE})")
    private double rate;

    @Option(names = "--calm", description = "No late changes, late arrivals or ties")
    private boolean calm;

    @Mixin
    private final FaultOptions faults = new FaultOptions();

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "Keep changes of projects, keys and members in this file over a restart (default: nowhere)")
    private @Nullable Path state;

    @Option(
            names = "--print-users",
            description = "Print who can log in to the organizations service, with passwords and tokens")
    private boolean printUsers;

    @Option(
            names = "--print-keys",
            description = "Print what opens the services, as environment variables for Tracelake")
    private boolean printKeys;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    private final Shutdown shutdown;

    SandboxCommand(Shutdown shutdown) {
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() throws Exception {
        SandboxConfig config = config();
        List<FaultRule> rules = faults.rules();
        try (var sandbox = Sandbox.start(config)) {
            faults.order(sandbox.faults(), rules);
            PrintWriter out = spec.commandLine().getOut();
            out.println("the sandbox listens on " + sandbox.analyticsUri().resolve("/"));
            if (printKeys) {
                printKeys(sandbox, out);
            }
            if (printUsers) {
                printUsers(sandbox, out);
            }
            out.flush();
            shutdown.await();
        }
        return ExitStatus.OK;
    }

    private SandboxConfig config() {
        var clock = InstantSource.system();
        Instant live = liveFrom == null ? clock.instant().truncatedTo(ChronoUnit.MINUTES) : liveFrom;
        try {
            var config = SandboxConfig.defaults(live, clock)
                    .withAddress(host, port)
                    .withHistory(live.minus(Duration.ofDays(historyDays)), live, history())
                    .withTracesPerSecond(rate)
                    .withStateFile(state)
                    .withLimits(faults.limits())
                    .withBehaviour(faults.behaviour(calm ? Behaviour.calm() : Behaviour.realistic()));
            return seed == null ? config : config.withSeed(seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private List<Long> history() {
        if (projects == null) {
            return traces;
        }
        if (projects < 1) {
            throw new IllegalArgumentException("--projects must be at least 1: " + projects);
        }
        long all = traces.stream().mapToLong(Long::longValue).sum();
        return Collections.nCopies(projects, Math.max(1, all / projects));
    }

    private static void printKeys(Sandbox sandbox, PrintWriter out) {
        out.println("export LANGFUSE_API_URL='" + sandbox.analyticsUri() + "'");
        out.println("export TRACELAKE_PROJECTS='["
                + String.join(
                        ",",
                        sandbox.projects().stream().map(SandboxCommand::json).toList()) + "]'");
        out.println("# or, to discover the projects, instead of the list:");
        out.println("#export ORGANIZATIONS_API_BASE_URL='" + sandbox.organizationsUri() + "'");
        out.println("#export ORGANIZATION_ID='" + sandbox.organizationId() + "'");
        out.println("#export ORGANIZATIONS_API_KEY='" + sandbox.apiKey() + "'");
        out.println("#export ORGANIZATIONS_TOKEN='" + sandbox.token() + "'");
    }

    private static void printUsers(Sandbox sandbox, PrintWriter out) {
        out.println("# log-in at " + sandbox.authUri() + "/oauth/token, Api-Key " + sandbox.apiKey());
        for (SandboxUser user : sandbox.users()) {
            out.println("# %-6s  %s  password %s  token %s"
                    .formatted(
                            user.role().isEmpty() ? "none" : user.role(), user.email(), user.password(), user.token()));
        }
    }

    private static String json(SandboxProject project) {
        return "{\"id\":\"%s\",\"name\":\"%s\",\"public-key\":\"%s\",\"secret-key\":\"%s\"}"
                .formatted(project.id(), project.name(), project.publicKey(), project.secretKey());
    }
}
