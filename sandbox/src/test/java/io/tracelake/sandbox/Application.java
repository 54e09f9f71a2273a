package io.tracelake.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Speaks plain HTTP to the organisations service of a sandbox, in the name of one user. */
record Application(Sandbox sandbox, String token) {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static Application of(Sandbox sandbox) {
        return new Application(sandbox, sandbox.token());
    }

    /** As the user whose address begins so. */
    Application as(String name) {
        return new Application(sandbox, user(name).token());
    }

    SandboxUser user(String name) {
        return sandbox.users().stream()
                .filter(user -> user.email().startsWith(name + "@"))
                .findFirst()
                .orElseThrow();
    }

    Answer get(String path) {
        return call("GET", path, null);
    }

    Answer post(String path, @Nullable String body) {
        return call("POST", path, body);
    }

    Answer patch(String path, @Nullable String body) {
        return call("PATCH", path, body);
    }

    Answer delete(String path) {
        return call("DELETE", path, null);
    }

    /** A path below the organisation's projects. */
    Answer call(String method, String path, @Nullable String body) {
        return send(
                method,
                sandbox.organizationsUri() + "/organizations/" + sandbox.organizationId() + "/projects" + path,
                body,
                "Api-Key",
                sandbox.apiKey(),
                "Authorization",
                "Bearer " + token);
    }

    static Answer send(String method, String uri, @Nullable String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(uri))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .headers(headers)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupt);
        }
    }

    /** The status of the analytics service for a pair. */
    int analytics(String publicKey, String secretKey) {
        return Caller.send(sandbox.analyticsUri() + "/public/traces?limit=1", Caller.basic(publicKey, secretKey))
                .statusCode();
    }

    static String attributes(String members) {
        return "{\"data\":{\"attributes\":{" + members + "}}}";
    }

    static String typed(String type, String members) {
        return "{\"data\":{\"type\":\"" + type + "\",\"attributes\":{" + members + "}}}";
    }

    record Answer(int status, String body) {
        JsonNode json() {
            return Caller.parse(body);
        }

        String text(String pointer) {
            return json().at(pointer).asString();
        }

        String id() {
            return text("/data/id");
        }

        String pointer() {
            return text("/errors/0/source/pointer");
        }
    }
}
