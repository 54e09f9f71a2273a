package io.tracelake.sandbox;

import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.inject.QualifiedBeanType;
import io.micronaut.runtime.exceptions.ApplicationStartupException;
import io.micronaut.runtime.server.EmbeddedServer;
import io.tracelake.sandbox.organization.Account;
import io.tracelake.sandbox.organization.Organization;
import io.tracelake.sandbox.organization.Role;
import io.tracelake.sandbox.organization.RuleException;
import io.tracelake.sandbox.organization.Seed;
import io.tracelake.sandbox.organization.Sessions;
import io.tracelake.sandbox.organization.StateFileException;
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

    private final Organization organization;
    private final Sessions sessions;
    private final Faults faults;
    private final ApplicationContext context;
    private final URI root;

    private Sandbox(Organization organization, Sessions sessions, Faults faults, ApplicationContext context, URI root) {
        this.organization = organization;
        this.sessions = sessions;
        this.faults = faults;
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
        Sessions sessions = new Sessions(organization);
        Faults faults = new Faults(organization);
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
                        config.port() == 0 ? -1 : config.port(),
                        "micronaut.server.max-request-size",
                        MAX_BODY))
                .singletons(organization, sessions, faults)
                .start();
        try {
            EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
            return new Sandbox(
                    organization,
                    sessions,
                    faults,
                    context,
                    URI.create("http://%s:%d".formatted(config.host(), server.getPort())));
        } catch (ServerStartupException | ApplicationStartupException failure) {
            context.close();
            throw new SandboxException(
                    "The sandbox cannot listen on %s:%d: %s".formatted(config.host(), config.port(), cause(failure)),
                    failure);
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

    @Override
    public void close() {
        context.close();
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
