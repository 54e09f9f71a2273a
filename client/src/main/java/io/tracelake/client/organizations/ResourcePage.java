package io.tracelake.client.organizations;

import io.tracelake.client.json.JsonCursor;
import io.tracelake.client.json.ShapeException;
import io.tracelake.client.json.UnreadableBodyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One answer of a collection.
 *
 * @param total elements of all pages; null if the service doesn't say, which means that there is no other page
 */
record ResourcePage<T>(List<T> elements, @Nullable Long total) {

    /** Reads one element of a collection. */
    @FunctionalInterface
    interface ElementReader<T> {
        T read(JsonCursor json) throws ShapeException;

        /** A reader of what a resource means. */
        static <T> ElementReader<T> of(Meaning<T> meaning) {
            return json -> meaning.of(Resource.read(json));
        }
    }

    /** What a resource means. */
    @FunctionalInterface
    interface Meaning<T> {
        T of(Resource resource) throws ShapeException;
    }

    /** Reads a page that must bring an element beyond the known ones, unless those are all. */
    static <T> ResourcePage<T> read(byte[] body, ElementReader<T> reader, Function<T, String> id, Set<String> known)
            throws UnreadableBodyException {
        ResourcePage<T> page = JsonCursor.read(body, json -> readRoot(json, reader));
        boolean complete = page.total == null || known.size() >= page.total;
        if (!complete && page.elements.stream().allMatch(element -> known.contains(id.apply(element)))) {
            throw new UnreadableBodyException(
                    "the service counts " + page.total + " in all, its pages end after " + known.size());
        }
        return page;
    }

    private static <T> ResourcePage<T> readRoot(JsonCursor json, ElementReader<T> reader) throws ShapeException {
        List<T> elements = null;
        Long total = null;
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            switch (member) {
                case "data" -> elements = elements(json, reader);
                case "meta" -> total = total(json);
                default -> json.skip();
            }
        }
        if (elements == null) {
            throw new ShapeException("data: missing");
        }
        return new ResourcePage<>(elements, total);
    }

    private static <T> List<T> elements(JsonCursor json, ElementReader<T> reader) throws ShapeException {
        if (!json.atArray()) {
            throw new ShapeException("data: not an array");
        }
        List<T> elements = new ArrayList<>();
        while (json.nextElement()) {
            elements.add(reader.read(json));
        }
        return elements;
    }

    private static @Nullable Long total(JsonCursor json) throws ShapeException {
        if (!json.atObject()) {
            json.skip();
            return null;
        }
        Long total = null;
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            switch (member) {
                case "total_count", "totalCount" -> total = json.whole();
                default -> json.skip();
            }
        }
        return total;
    }
}
