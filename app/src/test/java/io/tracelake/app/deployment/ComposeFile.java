package io.tracelake.app.deployment;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A file of Docker Compose, its anchors, {@code extends} and defaults of variables resolved. */
record ComposeFile(Path path, Map<String, Object> content) {
    private static final Path ROOT = Path.of("..");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Z_]+:-([^}]*)}");

    static ComposeFile of(String name) {
        Path path = ROOT.resolve(name);
        try {
            var text = VARIABLE.matcher(Files.readString(path)).replaceAll("$1");
            Map<String, Object> content = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            return new ComposeFile(path, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By name. */
    Map<String, Service> services() {
        var services = new LinkedHashMap<String, Service>();
        members(content.get("services"))
                .forEach((name, value) -> services.put(name, new Service(name, resolved(value))));
        return services;
    }

    /** One that is there. */
    Service service(String name) {
        return Objects.requireNonNull(services().get(name), name);
    }

    private static Map<String, Object> resolved(Object value) {
        var own = members(value);
        if (!own.containsKey("extends")) {
            return own;
        }
        var base = members(own.get("extends"));
        var all = new LinkedHashMap<>(of(String.valueOf(base.get("file")))
                .service(String.valueOf(base.get("service")))
                .content());
        all.putAll(own);
        return all;
    }

    Map<String, Object> volumes() {
        return members(content.get("volumes"));
    }

    /** A service, called as in the file. */
    record Service(String name, Map<String, Object> content) {
        String image() {
            return String.valueOf(content.get("image"));
        }

        boolean isOurs() {
            return image().startsWith("tracelake:");
        }

        Map<String, String> environment() {
            return members(content.get("environment")).entrySet().stream()
                    .collect(toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
        }

        List<String> texts(String key) {
            return content.get(key) instanceof List<?> list
                    ? list.stream().map(String::valueOf).toList()
                    : List.of();
        }

        Map<String, Object> map(String... keys) {
            var level = content;
            for (String key : keys) {
                level = members(level.get(key));
            }
            return level;
        }

        /** What the health check runs; empty if that is left to the image. */
        List<String> healthCheck() {
            return map("healthcheck").get("test") instanceof List<?> test
                    ? test.stream().skip(1).map(String::valueOf).toList()
                    : List.of();
        }

        /** Whether Compose may run several. */
        boolean isScaled() {
            return Objects.equals(map("deploy").get("replicas"), 2);
        }
    }

    private static Map<String, Object> members(@Nullable Object value) {
        var map = new LinkedHashMap<String, Object>();
        if (value instanceof Map<?, ?> given) {
            given.forEach((key, inside) -> map.put(String.valueOf(key), inside == null ? "" : inside));
        }
        return map;
    }
}
