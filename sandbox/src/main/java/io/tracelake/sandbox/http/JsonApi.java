package io.tracelake.sandbox.http;

import io.micronaut.http.HttpResponse;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** Documents of the organisations service. */
final class JsonApi {
    private JsonApi() {}

    static void resource(JsonGenerator json, String id, String type, Runnable attributes) {
        json.writeStartObject();
        json.writeStringProperty("id", id);
        json.writeStringProperty("type", type);
        json.writeObjectPropertyStart("attributes");
        attributes.run();
        json.writeEndObject();
        json.writeEndObject();
    }

    static byte[] one(Consumer<JsonGenerator> resource) {
        return Json.object(json -> {
            json.writeName("data");
            resource.accept(json);
        });
    }

    static <T> byte[] list(List<T> elements, BiConsumer<JsonGenerator, T> resource) {
        return Json.object(json -> {
            json.writeArrayPropertyStart("data");
            elements.forEach(element -> resource.accept(json, element));
            json.writeEndArray();
        });
    }

    static HttpResponse<byte[]> created(byte[] document) {
        return HttpResponse.created(document);
    }
}
