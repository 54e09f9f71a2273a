package io.tracelake.sandbox.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** A request that ends in an error answer, in the form of the service it was sent to. */
final class Refusal extends RuntimeException {
    private final HttpStatus status;
    private final transient MediaType type;
    private final transient Map<String, String> headers;
    private final transient byte[] body;

    private Refusal(HttpStatus status, MediaType type, Map<String, String> headers, byte[] body) {
        super(status.toString(), null, false, false);
        this.status = status;
        this.type = type;
        this.headers = headers;
        this.body = body;
    }

    private Refusal(HttpStatus status, byte[] json) {
        this(status, MediaType.APPLICATION_JSON_TYPE, Map.of(), json);
    }

    /** An error that concerns neither service's rules, in the form of the one that was asked. */
    static Refusal of(HttpRequest<?> request, HttpStatus status, String message) {
        return request.getPath().startsWith("/api/") ? message(status, message) : jsonApi(status, message, message);
    }

    /** An error of the analytics service with a message alone. */
    static Refusal message(HttpStatus status, String message) {
        return new Refusal(status, Json.object(json -> json.writeStringProperty("message", message)));
    }

    static Refusal json(HttpStatus status, byte[] body) {
        return new Refusal(status, body);
    }

    static Refusal plain(HttpStatus status, String text) {
        return new Refusal(status, MediaType.TEXT_PLAIN_TYPE, Map.of(), text.getBytes(StandardCharsets.UTF_8));
    }

    /** An error of the analytics service with a message and the error's name. */
    static Refusal named(HttpStatus status, String message, String error) {
        return new Refusal(status, Json.object(json -> {
            json.writeStringProperty("message", message);
            json.writeStringProperty("error", error);
        }));
    }

    /** Parameters that the analytics service does not accept, one issue for each. */
    static Refusal invalid(List<Consumer<JsonGenerator>> issues) {
        return new Refusal(HttpStatus.BAD_REQUEST, Json.object(json -> {
            json.writeStringProperty("message", "Invalid request data");
            json.writeArrayPropertyStart("error");
            for (Consumer<JsonGenerator> issue : issues) {
                json.writeStartObject();
                issue.accept(json);
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    /** An error of the organisations service: a JSON:API document. */
    static Refusal jsonApi(HttpStatus status, String title, String detail) {
        return jsonApi(status, title, detail, null);
    }

    /** The same, with the place in the request's body that is at fault. */
    static Refusal jsonApi(HttpStatus status, String title, String detail, @Nullable String pointer) {
        return jsonApi(status, title, detail, "pointer", pointer);
    }

    /** A query parameter that the organisations service does not accept. */
    static Refusal parameter(String name, String detail) {
        return jsonApi(HttpStatus.UNPROCESSABLE_ENTITY, "Invalid", name + " " + detail, "parameter", name);
    }

    private static Refusal jsonApi(
            HttpStatus status, String title, String detail, String kind, @Nullable String source) {
        return new Refusal(status, Json.object(json -> {
            json.writeArrayPropertyStart("errors");
            json.writeStartObject();
            json.writeStringProperty("status", String.valueOf(status.getCode()));
            json.writeStringProperty("title", title);
            json.writeStringProperty("detail", detail);
            if (source != null) {
                json.writeObjectPropertyStart("source");
                json.writeStringProperty(kind, source);
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeEndArray();
        }));
    }

    /** The same with another header. */
    Refusal header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Refusal(status, type, more, body);
    }

    byte[] body() {
        return body.clone();
    }

    MutableHttpResponse<byte[]> response() {
        return HttpResponse.<byte[]>status(status)
                .contentType(type)
                .headers(new LinkedHashMap<CharSequence, CharSequence>(headers))
                .body(body);
    }
}
