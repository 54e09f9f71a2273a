package io.tracelake.sandbox.http;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** A request that ends in an error answer, in the form of the service it was sent to. */
final class Refusal extends RuntimeException {
    private final HttpStatus status;
    private final transient byte[] body;

    private Refusal(HttpStatus status, byte[] body) {
        super(status.toString(), null, false, false);
        this.status = status;
        this.body = body;
    }

    /** An error of the analytics service with a message alone. */
    static Refusal message(HttpStatus status, String message) {
        return new Refusal(status, Json.object(json -> json.writeStringProperty("message", message)));
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
        return new Refusal(status, Json.object(json -> {
            json.writeArrayPropertyStart("errors");
            json.writeStartObject();
            json.writeStringProperty("status", String.valueOf(status.getCode()));
            json.writeStringProperty("title", title);
            json.writeStringProperty("detail", detail);
            json.writeEndObject();
            json.writeEndArray();
        }));
    }

    MutableHttpResponse<byte[]> response() {
        return HttpResponse.<byte[]>status(status)
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .body(body);
    }
}
