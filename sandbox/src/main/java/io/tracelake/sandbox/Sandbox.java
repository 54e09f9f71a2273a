package io.tracelake.sandbox;

import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.http.server.netty.NettyEmbeddedServer;
import io.micronaut.inject.QualifiedBeanType;
import io.micronaut.runtime.exceptions.ApplicationStartupException;
import io.tracelake.sandbox.limit.Limiter;
import io.tracelake.sandbox.organization.Account;
import io.tracelake.sandbox.organization.Organization;
import io.tracelake.sandbox.organization.Role;
import io.tracelake.sandbox.organization.RuleException;
import io.tracelake.sandbox.organization.Seed;
import io.tracelake.sandbox.organization.Sessions;
import io.tracelake.sandbox.organization.StateFileException;
import io.tracelake.sandbox.traffic.Poisoned;
import io.tracelake.sandbox.traffic.TraceStream;
import java.net.BindException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A stand-in for the organisations service and the Langfuse-compatible analytics service, on one port. Traces follow
 * from its configuration and its clock. The organisation (projects, keys, members and so on) begins as the seed says
 * and changes as its callers ask; the changes live in memory, and in the configured state file if there is one.
 * {@link Faults} and log-ins are forgotten at the end. Several may run in one process, with a state file each.
 */
public final class Sandbox implements AutoCloseable {
    private static final int MAX_BODY = 65_536;
    /** Filters are long. The service runs on Node.js, which takes 16 KB of a request's head. */
    private static final int LONGEST_REQUEST_LINE = 16_384;

    private static final int ATTEMPTS = 10;

    private final Organization organization;
    private final Sessions sessions;
    private final Faults faults;
    private final Limiter limiter;
    private final ApplicationContext context;
    private final URI root;

    private Sandbox(
            Organization organization,
            Sessions sessions,
            Faults faults,
            Limiter limiter,
            ApplicationContext context,
            URI root) {
        this.organization = organization;
        this.sessions = sessions;
        this.faults = faults;
        this.limiter = limiter;
        this.context = context;
        this.root = root;
    }

    /**
     * Starts serving; returns when the port accepts connections.
     *
     * @throws SandboxException if it can't listen at the address, or read or write its state file
     */
    public static Sandbox start(SandboxConfig config) {
        Organization organization = organization(config);
        for (int attempt = 1; ; attempt++) {
            int port = config.port() == 0 ? FreePort.find(config.host()) : config.port();
            try {
                return start(config, organization, port);
            } catch (SandboxException failure) {
                if (config.port() != 0 || attempt == ATTEMPTS) {
                    throw failure;
                }
            }
        }
    }

    private static Sandbox start(SandboxConfig config, Organization organization, int port) {
        Sessions sessions = new Sessions(organization);
        Faults faults = new Faults(organization);
        Limiter limiter = new Limiter(config.limits());
        ApplicationContext context = ApplicationContext.builder()
                .environments("sandbox")
                .deduceEnvironment(false)
                .environmentPropertySource(false)
                .banner(false)
                .beansPredicate(Sandbox::belongs)
                .properties(Map.of(
                        "micronaut.application.name",
                        "sandbox",
                        "micronaut.server.host",
                        config.host(),
                        "micronaut.server.port",
                        port,
                        "micronaut.server.max-request-size",
                        MAX_BODY,
                        "micronaut.server.netty.max-initial-line-length",
                        LONGEST_REQUEST_LINE))
                .singletons(organization, sessions, faults, limiter)
                .start();
        try {
            var server = context.getBean(NettyEmbeddedServer.class);
            server.start();
            faults.refuseWith(new Outage(server)::begin);
            URI root = URI.create("http://%s:%d".formatted(config.host(), server.getPort()));
            return new Sandbox(organization, sessions, faults, limiter, context, root);
        } catch (ServerStartupException | ApplicationStartupException failure) {
            context.close();
            throw new SandboxException(
                    "The sandbox cannot listen on %s:%d: %s".formatted(config.host(), port, cause(failure)), failure);
        }
    }

    /** Base of the analytics service; {@code /public/traces} and the like follow. */
    public URI analyticsUri() {
        return root.resolve("/api");
    }

    /** Base of the organisations service; {@code /organizations/{id}/projects} and the like follow. */
    public URI organizationsUri() {
        return root.resolve("/v1/api");
    }

    /** Base of the authentication service; {@code /oauth/token} and the like follow. */
    public URI authUri() {
        return root.resolve("/auth/v1/api");
    }

    public String organizationId() {
        return organization.id();
    }

    /** Value of the {@code Api-Key} header of the organisations service. */
    public String apiKey() {
        return organization.seed().apiKey();
    }

    /** Bearer token of the organisations service: that of the first OWNER. */
    public String token() {
        return organization.seed().token();
    }

    /** The projects of this moment that have a live key, oldest first. */
    public List<SandboxProject> projects() {
        return organization.projects().all().stream()
                .flatMap(project -> project.apiKeys().preferred(organization.now()).stream()
                        .map(key -> new SandboxProject(
                                project.id(),
                                project.name(),
                                key.pair().publicKey(),
                                key.pair().secretKey())))
                .toList();
    }

    /** Everybody with an account, the first OWNER first. */
    public List<SandboxUser> users() {
        return organization.accounts().all().stream().map(this::user).toList();
    }

    /**
     * As if the invited person had followed the link: they get an account, unless they have one, and their roles.
     *
     * @throws IllegalArgumentException if there is no pending invitation of this id
     */
    public SandboxUser acceptInvitation(String invitationId) {
        try {
            return user(organization.acceptInvitation(invitationId));
        } catch (RuleException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    public Faults faults() {
        return faults;
    }

    /** What has been asked for, and refused by the limits of the organization. */
    public Limiter limiter() {
        return limiter;
    }

    /**
     * The records of a project that the service shows with poison in them at this moment, by timestamp.
     *
     * @throws IllegalArgumentException if there is no such project
     */
    public List<Poisoned> poisoned(String projectId) {
        return traces(projectId).poisoned(organization.now());
    }

    /**
     * What the service sends as a trace's input and output at this moment.
     *
     * @throws IllegalArgumentException if there is no such project or trace
     */
    public SentPayload payload(String projectId, String traceId) {
        return traces(projectId)
                .find(traceId, organization.now())
                .map(SentPayload::of)
                .orElseThrow(() -> new IllegalArgumentException("no such trace: " + traceId));
    }

    @Override
    public void close() {
        context.close();
    }

    private TraceStream traces(String projectId) {
        return organization
                .traced(projectId)
                .orElseThrow(() -> new IllegalArgumentException("no such project: " + projectId))
                .traces();
    }

    private SandboxUser user(Account account) {
        Role role = account.organizationRole();
        return new SandboxUser(
                account.id(),
                account.email(),
                sessions.password(account),
                sessions.staticToken(account),
                role == null ? "" : role.name());
    }

    private static Organization organization(SandboxConfig config) {
        var seed = new Seed(config.seed(), config.historyTraces().size());
        try {
            return new Organization(
                    seed,
                    project -> config.plan(seed, project),
                    config.organization(),
                    config.historyFrom(),
                    config.clock());
        } catch (StateFileException e) {
            throw new SandboxException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The class path may hold other applications' beans; none of them may start in here. */
    private static boolean belongs(QualifiedBeanType<?> bean) {
        String name = bean.getBeanType().getName();
        return !name.startsWith("io.tracelake.") || name.startsWith("io.tracelake.sandbox.");
    }

    private static String cause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return "the port is in use";
            }
        }
        return String.valueOf(failure.getMessage());
    }
}
