package io.tracelake.app.observability;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tracelake.app.config.ConfigurationException;
import io.tracelake.app.config.HostPort;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /metrics} in Prometheus' text format, {@code /health/live}, {@code /health/ready} and {@code /health} as
 * JSON. Health is 200 or 503; whatever else goes wrong is told as problem details. Nobody is asked who they are.
 */
final class Endpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);
    private static final int BACKLOG = 16;

    /** What the JDK's server takes as system properties: one that is slow or comes in numbers holds nothing up. */
    private static final Map<String, String> LIMITS = Map.of(
            "sun.net.httpserver.maxReqTime", "10",
            "sun.net.httpserver.maxRspTime", "30",
            "jdk.httpserver.maxConnections", "64",
            "sun.net.httpserver.nodelay", "true");

    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final String host;

    private Endpoint(HttpServer server, String host) {
        this.server = server;
        this.host = host;
    }

    /**
     * Starts serving; returns when the port accepts connections.
     *
     * @param elsewhere whether any free port will do if this one is taken
     * @throws ConfigurationException if it can't listen at the address
     */
    static Endpoint start(HostPort listen, boolean elsewhere, Supplier<String> metrics, List<RoleHealth> roles) {
        LIMITS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
        try {
            var endpoint = new Endpoint(bind(listen, elsewhere), listen.host());
            endpoint.server.setExecutor(endpoint.workers);
            endpoint.server.createContext("/", exchange -> endpoint.serve(exchange, metrics, roles));
            endpoint.server.start();
            return endpoint;
        } catch (IOException e) {
            throw new ConfigurationException("metrics.listen: cannot listen on " + listen + ": " + e.getMessage());
        }
    }

    private static HttpServer bind(HostPort listen, boolean elsewhere) throws IOException {
        try {
            return HttpServer.create(address(listen.host(), listen.port()), BACKLOG);
        } catch (BindException taken) {
            if (!elsewhere) {
                throw taken;
            }
            return HttpServer.create(address(listen.host(), 0), BACKLOG);
        }
    }

    private static InetSocketAddress address(String host, int port) throws IOException {
        var address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IOException("there is no such host");
        }
        return address;
    }

    /** Where it listens. */
    HostPort address() {
        return new HostPort(host, server.getAddress().getPort());
    }

    /** Whether other machines can reach it. */
    boolean isOpen() {
        return !server.getAddress().getAddress().isLoopbackAddress();
    }

    private void serve(HttpExchange exchange, Supplier<String> metrics, List<RoleHealth> roles) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange, metrics, roles));
        }
    }

    private static Answer answer(HttpExchange exchange, Supplier<String> metrics, List<RoleHealth> roles) {
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return Answer.problem(405, "Method Not Allowed", "Only GET is answered.");
        }
        try {
            return switch (exchange.getRequestURI().getPath()) {
                case "/metrics" -> Answer.metrics(metrics.get());
                case "/health/live" -> Answer.live(roles);
                case "/health/ready", "/health" -> Answer.ready(roles);
                case null, default ->
                    Answer.problem(
                            404,
                            "Not Found",
                            "There is nothing here; there are /metrics, /health, /health/live and /health/ready.");
            };
        } catch (RuntimeException e) {
            LOG.error(
                    "a request for {} could not be answered",
                    exchange.getHttpContext().getPath(),
                    e);
            return Answer.problem(500, "Internal Server Error", "The log of this process says why.");
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
