package io.tracelake.app.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Both services on a loopback port, with one project, p1, called One. API keys have state: one that is made opens the
 * project until it is deleted. Everything else is answered as the test says, or as one resource with every attribute.
 */
final class ServiceStub implements AutoCloseable {
    static final String SECRET = "sk-lf-never-to-be-seen";
    static final String PROJECT = "{\"id\":\"p1\",\"type\":\"project\",\"attributes\":{\"name\":\"One\",\"role\":"
            + "\"ADMIN\",\"membersCount\":2,\"createdAt\":\"2026-03-01T07:15:00Z\"}}";
    private static final String PREFIX = "/v1/api/organizations/o/projects";
    private static final String PERSON =
            "\"email\":\"ada@example.org\",\"role\":\"MEMBER\",\"organizationRole\":\"VIEWER\","
                    + "\"projectOnly\":false,\"status\":\"pending\",\"createdAt\":\"2026-03-01T07:15:00Z\"";
    private static final String RESOURCE =
            "{\"id\":\"r1\",\"attributes\":{" + PERSON + ",\"firstName\":\"Ada\",\"name\":"
                    + "\"A pass\",\"credentialType\":\"api_key\",\"tags\":[\"a\"],\"active\":true,\"provider\":\"openai\","
                    + "\"customModels\":[\"m\"],\"withDefaultModels\":true,\"secretKey\":\"" + SECRET
                    + "\",\"apiKey\":\"" + SECRET
                    + "\",\"value\":\"" + SECRET + "\"}}";

    record Answer(int status, String body) {}

    record Key(String id, String note, String expiresAt) {
        String secret() {
            return "sk-lf-of-" + id;
        }

        String json() {
            return "{\"id\":\"%s\",\"type\":\"apiKey\",\"attributes\":{\"note\":\"%s\",\"publicKey\":\"pk-lf-of-%s\","
                            .formatted(id, note, id)
                    + "\"displaySecretKey\":\"sk-lf-...1\",\"encryptedSecretKey\":\"" + SECRET
                    + "\",\"createdAt\":\"2026-03-01T00:00:00Z\",\"expiresAt\":" + expiresAt + "}}";
        }
    }

    final Map<String, Key> keys = new ConcurrentHashMap<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    final Map<String, Answer> answers = new ConcurrentHashMap<>();
    volatile String opens = "p1";
    volatile Runnable beforeTraces = () -> {};
    private final AtomicInteger made = new AtomicInteger();
    private final HttpServer server;

    ServiceStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** Settings that name both services. */
    String settings(String more) {
        return """
                analytics: {base-url: '%s'}
                organizations: {base-url: '%s', organization-id: o, api-key: %s, token: %s %s}
                """.formatted(uri("/api"), uri("/v1/api"), SECRET, SECRET, more);
    }

    /** Says what a request is answered with, such as {@code DELETE /p1/api_keys/k1}. */
    void answer(String request, int status, String body) {
        answers.put(request, new Answer(status, body));
    }

    /** Requests that would change something. */
    List<String> changes() {
        return requests.stream().filter(request -> !request.startsWith("GET ")).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Answer answer = answer(exchange, sent);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange, String sent) {
        String path = exchange.getRequestURI().getPath();
        if (path.startsWith("/api/public/")) {
            return analytics(exchange, path.substring("/api/public".length()));
        }
        String request = exchange.getRequestMethod() + ' ' + path.replaceFirst(PREFIX, "");
        String query = exchange.getRequestURI().getQuery();
        requests.add(request + (query == null ? "" : '?' + query) + (sent.isEmpty() ? "" : ' ' + sent));
        Answer said = answers.get(request);
        return said == null ? organizations(request, sent) : said;
    }

    private Answer organizations(String request, String sent) {
        String last = request.substring(request.lastIndexOf('/') + 1);
        return switch (request.replaceAll("/(k|r)[0-9]+", "/*")) {
            case "GET " -> new Answer(200, "{\"data\":[" + PROJECT + "]}");
            case "POST ", "PATCH /p1" -> new Answer(200, "{\"data\":" + PROJECT + "}");
            case "GET /p1" ->
                new Answer(
                        200,
                        "{\"data\":" + PROJECT + ",\"meta\":{\"secrets\":{\"publicKey\":"
                                + "\"pk-lf-1\",\"secretKey\":\"" + SECRET + "\"}},\"included\":[" + included() + "]}");
            case "GET /p1/api_keys" -> new Answer(200, "{\"data\":[" + list() + "]}");
            case "POST /p1/api_keys" -> make(sent);
            case "PATCH /p1/api_keys/*" -> update(last, sent);
            case "DELETE /p1/api_keys/*" -> new Answer(keys.remove(last) == null ? 404 : 204, "");
            case "GET /p1/users", "GET /p1/invitations", "GET /p1/sentinel_passes" ->
                new Answer(200, "{\"data\":[" + RESOURCE + "]}");
            default ->
                request.startsWith("DELETE ")
                        ? new Answer(204, "")
                        : new Answer(200, "{\"data\":" + RESOURCE + ",\"sentinelPass\":" + RESOURCE + "}");
        };
    }

    private String list() {
        return keys.values().stream().map(Key::json).collect(Collectors.joining(","));
    }

    private String included() {
        return Stream.of("users", "llmApiKey", "sentinelPass")
                        .map(type -> RESOURCE.replaceFirst("\\{", "{\"type\":\"" + type + "\","))
                        .collect(Collectors.joining(","))
                + (keys.isEmpty() ? "" : "," + list());
    }

    private Answer make(String sent) {
        var attributes = JsonMapper.shared().readTree(sent).at("/data/attributes");
        var expires = attributes.get("expires_at");
        var key = new Key(
                "k" + (100 + made.incrementAndGet()),
                attributes.get("note").asString(),
                expires == null ? "null" : expires.toString());
        keys.put(key.id(), key);
        return new Answer(201, "{\"data\":" + key.json() + ",\"meta\":{\"secretKey\":\"" + key.secret() + "\"}}");
    }

    private Answer update(String id, String sent) {
        String note =
                JsonMapper.shared().readTree(sent).at("/data/attributes/note").asString();
        var key = keys.computeIfPresent(id, (_, before) -> new Key(id, note, before.expiresAt()));
        return key == null ? new Answer(404, "") : new Answer(200, "{\"data\":" + key.json() + "}");
    }

    private Answer analytics(HttpExchange exchange, String path) {
        if (path.equals("/health")) {
            return new Answer(200, "{\"status\":\"OK\",\"version\":\"3.0.0\"}");
        }
        String pair = new String(
                Base64.getDecoder()
                        .decode(exchange.getRequestHeaders()
                                .getFirst("Authorization")
                                .substring("Basic ".length())),
                StandardCharsets.UTF_8);
        if (keys.values().stream().noneMatch(key -> pair.endsWith(":" + key.secret()))) {
            return new Answer(401, "{\"message\":\"Invalid credentials\"}");
        }
        if (path.equals("/projects")) {
            return new Answer(200, "{\"data\":[{\"id\":\"" + opens + "\",\"name\":\"One\"}]}");
        }
        beforeTraces.run();
        return path.startsWith("/traces/")
                ? new Answer(404, "{\"message\":\"not found\"}")
                : new Answer(200, "{\"data\":[],\"meta\":{\"page\":1,\"limit\":50,\"totalItems\":0,\"totalPages\":0}}");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
