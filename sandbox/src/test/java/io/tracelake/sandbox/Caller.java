package io.tracelake.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Speaks plain HTTP to a sandbox, as project {@code project} of its list. */
record Caller(Sandbox sandbox, SandboxProject project) {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Caller of(Sandbox sandbox) {
        return new Caller(sandbox, sandbox.projects().getFirst());
    }

    JsonNode get(String pathAndQuery) {
        HttpResponse<String> answer = answer(pathAndQuery);
        if (answer.statusCode() != 200) {
            throw new AssertionError(pathAndQuery + ": " + answer.statusCode() + " " + answer.body());
        }
        return MAPPER.readTree(answer.body());
    }

    HttpResponse<String> answer(String pathAndQuery) {
        return send(sandbox.analyticsUri() + pathAndQuery, basic(project.publicKey(), project.secretKey()));
    }

    List<JsonNode> page(String query) {
        return list(get("/public/traces?" + query).get("data"));
    }

    /** All pages of a query, in the order of arrival. */
    List<JsonNode> allPages(String query) {
        List<JsonNode> all = new ArrayList<>();
        for (int page = 1; ; page++) {
            JsonNode answer = get("/public/traces?limit=100&page=" + page + "&" + query);
            all.addAll(list(answer.get("data")));
            if (page >= answer.at("/meta/totalPages").asInt()) {
                return all;
            }
        }
    }

    static HttpResponse<String> send(String uri, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri)).timeout(Duration.ofSeconds(10));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupt);
        }
    }

    static String[] basic(String publicKey, String secretKey) {
        byte[] pair = (publicKey + ":" + secretKey).getBytes(StandardCharsets.UTF_8);
        return new String[] {"Authorization", "Basic " + Base64.getEncoder().encodeToString(pair)};
    }

    static JsonNode parse(String json) {
        return MAPPER.readTree(json);
    }

    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    static List<String> ids(List<JsonNode> traces) {
        return traces.stream().map(trace -> trace.get("id").asString()).toList();
    }

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
