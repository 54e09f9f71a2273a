package io.tracelake.system;

import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxProject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a service whose traces have settled, by ids and page numbers, without Tracelake's client. */
final class ServiceReader {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ServiceReader() {}

    /** Ids of the well-formed traces that a project shows. */
    static Set<String> readIds(Sandbox sandbox, SandboxProject project) {
        var ids = new HashSet<String>();
        try (var http = HttpClient.newHttpClient()) {
            JsonNode page;
            int number = 1;
            do {
                page = page(http, sandbox, project, number++);
                for (JsonNode trace : page.path("data")) {
                    if (isWellFormed(trace)) {
                        ids.add(trace.path("id").asString());
                    }
                }
            } while (!page.path("data").isEmpty());
        }
        return ids;
    }

    private static boolean isWellFormed(JsonNode trace) {
        return trace.path("id").isString()
                && trace.path("timestamp").isString()
                && (trace.path("totalCost").isNumber()
                        || trace.path("totalCost").isNull());
    }

    private static JsonNode page(HttpClient http, Sandbox sandbox, SandboxProject project, int number) {
        var request = HttpRequest.newBuilder(URI.create(sandbox.analyticsUri()
                        + "/public/traces?orderBy=id.asc&limit=100&fields=core,metrics&fromTimestamp=2020-01-01T00:00:00Z"
                        + "&toTimestamp=2100-01-01T00:00:00Z&page=" + number))
                .header("Authorization", "Basic " + basic(project))
                .build();
        try {
            return JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String basic(SandboxProject project) {
        return Base64.getEncoder()
                .encodeToString((project.publicKey() + ":" + project.secretKey()).getBytes(StandardCharsets.UTF_8));
    }
}
