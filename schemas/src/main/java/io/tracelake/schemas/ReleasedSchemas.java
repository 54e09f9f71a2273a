package io.tracelake.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.message.SchemaStore;

/** Every schema that a release has written, so that its records stay readable. */
final class ReleasedSchemas {
    /** One line a schema, oldest first: {@code traces/1}. Add a line and a file with each release that changes one. */
    static final String INDEX = "released/index";

    private static final SchemaStore.Cache STORE = load();

    private ReleasedSchemas() {}

    static SchemaStore store() {
        return STORE;
    }

    /** Released versions of a topic's schema, oldest first. */
    static List<Schema> of(String topic) {
        var schemas = new ArrayList<Schema>();
        for (String entry : entries()) {
            if (entry.startsWith(topic + '/')) {
                schemas.add(parse(entry));
            }
        }
        return schemas;
    }

    static List<String> entries() {
        return read(INDEX).lines().filter(line -> !line.isBlank()).toList();
    }

    private static SchemaStore.Cache load() {
        var cache = new SchemaStore.Cache();
        entries().forEach(entry -> cache.addSchema(parse(entry)));
        return cache;
    }

    private static Schema parse(String entry) {
        return new Schema.Parser().parse(read("released/" + entry + ".avsc"));
    }

    private static String read(String resource) {
        try (var in = Objects.requireNonNull(ReleasedSchemas.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
