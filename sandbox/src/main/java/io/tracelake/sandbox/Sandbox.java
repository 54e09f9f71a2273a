package io.tracelake.sandbox;

import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.inject.QualifiedBeanType;
import io.micronaut.runtime.exceptions.ApplicationStartupException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.BindException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A stand-in for the organisations service and the Langfuse-compatible analytics service, on one port. It keeps no
 * state but its {@link Faults}: what it answers follows from its configuration and its clock. Several may run in one
 * process.
 */
public final class Sandbox implements AutoCloseable {
    /** Filters are long. The service runs on Node.js, which takes 16 KB of a request's head. */
    private static final int LONGEST_REQUEST_LINE = 16_384;

    private final Organization organization;
    private final Faults faults;
    private final ApplicationContext context;
    private final URI root;

    private Sandbox(Organization organization, Faults faults, ApplicationContext context, URI root) {
        this.organization = organization;
        this.faults = faults;
        this.context = context;
        this.root = root;
    }

    /**
     * Starts serving; returns when the port accepts connections.
     *
     * @throws SandboxException if it can't listen at the address
     */
    public static Sandbox start(SandboxConfig config) {
        Organization organization = new Organization(config);
        Faults faults = new Faults();
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
                        "micronaut.server.netty.max-initial-line-length",
                        LONGEST_REQUEST_LINE))
                .singletons(organization, faults)
                .start();
        try {
            EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
            return new Sandbox(
                    organization,
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

    public String organizationId() {
        return organization.id();
    }

    /** Value of the {@code Api-Key} header of the organisations service. */
    public String apiKey() {
        return organization.apiKey();
    }

    /** Bearer token of the organisations service. */
    public String token() {
        return organization.token();
    }

    public List<SandboxProject> projects() {
        return organization.projects();
    }

    public Faults faults() {
        return faults;
    }

    @Override
    public void close() {
        context.close();
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
