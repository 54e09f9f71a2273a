package io.tracelake.system;

import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxProject;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a service whose traces have settled, by ids and page numbers, without Tracelake's client. */
public final class ServiceReader {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String WINDOW = "&fromTimestamp=2020-01-01T00:00:00Z&toTimestamp=2100-01-01T00:00:00Z";

    private ServiceReader() {}

    /** Ids of the well-formed traces that a project shows. */
    public static Set<String> readIds(Sandbox sandbox, SandboxProject project) {
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
                && !trace.path("id").asString().isEmpty()
                && trace.path("timestamp").isString()
                && (trace.path("totalCost").isNumber()
                        || trace.path("totalCost").isNull());
    }

    /** Tags of the traces that a project shows. */
    static Set<String> readTags(Sandbox sandbox, SandboxProject project) {
        var tags = new TreeSet<String>();
        try (var http = HttpClient.newHttpClient()) {
            JsonNode page;
            int number = 1;
            do {
                page = page(http, sandbox, project, number++);
                page.path("data").forEach(trace -> trace.path("tags").forEach(tag -> tags.add(tag.asString())));
            } while (!page.path("data").isEmpty());
        }
        return tags;
    }

    /** Figures of each day: traces, observations, cost; of one tag, or of all traces for null. */
    static Map<LocalDate, String> readDays(Sandbox sandbox, SandboxProject project, @Nullable String tag) {
        String once = tag == null ? "" : "&tags=" + URLEncoder.encode(tag, StandardCharsets.UTF_8);
        var days = new TreeMap<LocalDate, String>();
        try (var http = HttpClient.newHttpClient()) {
            for (JsonNode day : get(http, sandbox, project, "/public/metrics/daily?limit=100" + WINDOW + once + once)
                    .path("data")) {
                days.put(
                        LocalDate.parse(day.path("date").asString()),
                        figures(
                                day.path("countTraces").asLong(),
                                day.path("countObservations").asLong(),
                                new BigDecimal(day.path("totalCost").asString())));
            }
        }
        return days;
    }

    static String figures(long traces, long observations, BigDecimal cost) {
        return traces + " " + observations + " "
                + cost.setScale(12, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static JsonNode page(HttpClient http, Sandbox sandbox, SandboxProject project, int number) {
        return get(
                http,
                sandbox,
                project,
                "/public/traces?orderBy=id.asc&limit=100&fields=core,metrics" + WINDOW + "&page=" + number);
    }

    private static JsonNode get(HttpClient http, Sandbox sandbox, SandboxProject project, String path) {
        var request = HttpRequest.newBuilder(URI.create(sandbox.analyticsUri() + path))
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
