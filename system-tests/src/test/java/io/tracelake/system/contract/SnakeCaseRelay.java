package io.tracelake.system.contract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Passes every request on to a service, whose answers arrive with names and types in the other spelling. */
final class SnakeCaseRelay implements AutoCloseable {
    private static final Pattern HUMP = Pattern.compile("([a-z])([A-Z])");
    private static final Pattern NAME = Pattern.compile("\"type\":\"[A-Za-z]+\"|\"[A-Za-z]+\":");

    private final URI service;
    private final HttpServer server;

    private SnakeCaseRelay(URI service, HttpServer server) {
        this.service = service;
        this.server = server;
    }

    static SnakeCaseRelay start(URI service) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var relay = new SnakeCaseRelay(service, server);
            server.createContext("/", relay::answer);
            server.start();
            return relay;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + service.getPath());
    }

    static String respelled(String json) {
        return NAME.matcher(json)
                .replaceAll(name -> HUMP.matcher(name.group())
                        .replaceAll(hump -> hump.group(1) + "_" + hump.group(2).toLowerCase(Locale.ROOT)));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (String name : new String[] {"Api-Key", "Authorization"}) {
                headers.put(name, exchange.getRequestHeaders().getFirst(name));
            }
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Wire.Answer answer = new Wire(service.resolve("/").toString().replaceAll("/$", ""), headers)
                    .send(exchange.getRequestMethod(), exchange.getRequestURI().toString(), body);
            byte[] text = respelled(answer.body().toString()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), text.length);
            exchange.getResponseBody().write(text);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
