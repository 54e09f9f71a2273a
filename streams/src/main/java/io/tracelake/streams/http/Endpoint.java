package io.tracelake.streams.http;

import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.inject.QualifiedBeanType;
import io.micronaut.runtime.exceptions.ApplicationStartupException;
import io.micronaut.runtime.server.EmbeddedServer;
import io.tracelake.streams.config.EndpointConfig;
import io.tracelake.streams.query.LiveUsage;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * Usage as JSON over HTTP.
 *
 * <p>{@code GET /usage?project=&tag=&scope=&granularity=&from=&to=} answers with the rows of a project whose window
 * begins in [from, to), by window, scope and tag, from whichever instance has them. A request goes to at most one other
 * instance. Only {@code project} is needed: without the others it is every scope, {@code daily}, of the last 30 days, or
 * {@code hourly} of the last 24 hours. Times are instants or dates. A row has the columns of {@code usage_daily} and
 * {@code usage_hourly} in the lake; {@code revision} is the last published one, 0 before the first, and the numbers may
 * be newer. Decimals are strings, because a reader that takes numbers for doubles would change them. An answer that
 * can't be finished ends as a broken transfer.
 *
 * <p>{@code GET /health} answers 200 while Kafka Streams is RUNNING, else 503, with the state.
 *
 * <p>Errors are problem details (RFC 9457): 400 names the parameter; 503 passes by itself and says when to come again.
 */
public final class Endpoint implements AutoCloseable {
    static final String ENVIRONMENT = "usage-endpoint";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Tags may be long, and a character of theirs takes up to twelve in a URL. */
    private static final int LONGEST_REQUEST_LINE = 64 * 1024;

    private final ApplicationContext context;
    private final Forwarding forwarding;
    private final EndpointConfig config;
    private final int port;

    private Endpoint(ApplicationContext context, Forwarding forwarding, EndpointConfig config, int port) {
        this.context = context;
        this.forwarding = forwarding;
        this.config = config;
        this.port = port;
    }

    /**
     * Starts serving; returns when the port accepts connections.
     *
     * @throws IllegalStateException if it can't listen at the address
     */
    public static Endpoint start(EndpointConfig config, LiveUsage usage, InstantSource clock) {
        var forwarding = new Forwarding(PATIENCE);
        var context = ApplicationContext.builder()
                .environments(ENVIRONMENT)
                .deduceEnvironment(false)
                .environmentPropertySource(false)
                .banner(false)
                .beansPredicate(Endpoint::belongs)
                .properties(Map.of(
                        "micronaut.application.name",
                        ENVIRONMENT,
                        "micronaut.server.host",
                        config.host(),
                        "micronaut.server.port",
                        config.port() == 0 ? -1 : config.port(),
                        "micronaut.server.semicolon-is-normal-char",
                        true,
                        "micronaut.server.netty.max-initial-line-length",
                        LONGEST_REQUEST_LINE))
                .singletons(usage, forwarding, new QueryParameters(clock))
                .start();
        try {
            int port = context.getBean(EmbeddedServer.class).start().getPort();
            return new Endpoint(context, forwarding, config, port);
        } catch (ServerStartupException | ApplicationStartupException failure) {
            context.close();
            forwarding.close();
            throw new IllegalStateException(
                    "streams.listen: cannot listen on " + config.authority(config.port()) + ": " + cause(failure),
                    failure);
        }
    }

    /** Root of the paths, at the address it listens at. */
    public URI uri() {
        return URI.create("http://" + config.authority(port));
    }

    /** The host:port by which other instances reach it. */
    public String advertised() {
        return config.advertised(port);
    }

    @Override
    public void close() {
        context.close();
        forwarding.close();
    }

    /** The class path may hold other applications' beans; none of them may start in here. */
    private static boolean belongs(QualifiedBeanType<?> bean) {
        String name = bean.getBeanType().getName();
        return !name.startsWith("io.tracelake.") || name.startsWith("io.tracelake.streams.");
    }

    private static String cause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return String.valueOf(cause.getMessage());
            }
        }
        return String.valueOf(failure.getMessage());
    }
}
