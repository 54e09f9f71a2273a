package io.tracelake.app.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What file and environment say, before anything is understood: the environment wins.
 *
 * @param values by key
 * @param kafka properties for every Kafka client, without {@code kafka.}
 * @param paths of operations of the organizations service, by the operation's name
 * @param projects entries of the list, absent if nobody gave one
 * @param redact entries of the list {@code ingest.redact}, absent if nobody gave one
 */
record Sources(
        Map<Key, Given> values,
        Map<String, Given> kafka,
        Map<String, Given> paths,
        @Nullable GivenList projects,
        @Nullable GivenList redact) {
    private static final String KAFKA = "kafka.";
    private static final String PROJECTS = "projects";
    private static final String PROJECTS_VARIABLE = "TRACELAKE_PROJECTS";
    private static final String REDACT = "ingest.redact";
    private static final String REDACT_VARIABLE = "TRACELAKE_INGEST_REDACT";
    private static final Set<String> LISTS = Set.of(PROJECTS, REDACT);

    /** Variables that the launcher reads. */
    private static final Set<String> OF_THE_LAUNCHER = Set.of("TRACELAKE_JAVA_OPTS");

    record GivenList(List<?> entries, String origin) {}

    /**
     * @param yaml text of the file, empty if there is none
     * @throws ConfigurationException for a name that nothing knows
     */
    static Sources of(String yaml, String file, Map<String, String> environment) {
        var sources = new Sources(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), null, null)
                .withFile(yaml, file);
        return sources.withEnvironment(environment);
    }

    private Sources withFile(String yaml, String file) {
        var root = YamlText.parse(yaml, file);
        return switch (root) {
            case null -> this;
            case Map<?, ?> map -> withMap(map, file);
            default -> throw new ConfigurationException(file + ": must hold keys and values");
        };
    }

    private Sources withMap(Map<?, ?> root, String file) {
        var flat = new LinkedHashMap<String, @Nullable Object>();
        flatten("", root, flat);
        var list = projects;
        var redacted = redact;
        for (var entry : flat.entrySet()) {
            switch (entry.getValue()) {
                case null -> known(entry.getKey(), file);
                case String text -> put(entry.getKey(), new Given(text, file));
                case List<?> entries when entry.getKey().equals(PROJECTS) -> list = new GivenList(entries, file);
                case List<?> entries when entry.getKey().equals(REDACT) -> redacted = new GivenList(entries, file);
                default -> {
                    known(entry.getKey(), file);
                    throw new ConfigurationException(entry.getKey() + " (" + file + "): must be one value");
                }
            }
        }
        return new Sources(values, kafka, paths, list, redacted);
    }

    private void put(String path, Given given) {
        if (LISTS.contains(path)) {
            throw new ConfigurationException(path + " (" + given.origin() + "): must be a list");
        }
        if (isSection(path)) {
            throw new ConfigurationException(path + " (" + given.origin() + "): must hold settings, not one value");
        }
        if (OperationPaths.isPath(path)) {
            paths.put(OperationPaths.operation(path, given.origin()), given);
            return;
        }
        known(path, given.origin())
                .ifPresentOrElse(key -> values.put(key, given), () -> kafka.put(path.substring(KAFKA.length()), given));
    }

    /** Empty for what goes to Kafka's clients as it is, and for the list of projects. */
    private static Optional<Key> known(String path, String origin) {
        var key = Key.of(path);
        if (key.isEmpty() && !LISTS.contains(path) && !(path.startsWith(KAFKA) && path.length() > KAFKA.length())) {
            var names = new ArrayList<>(Key.paths());
            names.addAll(LISTS);
            names.add("kafka.bootstrap.servers");
            if (!isSection(path)) {
                throw new ConfigurationException(
                        path + " (" + origin + "): is no setting" + Suggestion.of(path, names));
            }
        }
        return key;
    }

    /** A level of the file that was left empty, such as {@code lake:} with nothing below. */
    private static boolean isSection(String path) {
        return path.equals("kafka")
                || path.equals(OperationPaths.SECTION)
                || Key.paths().stream().anyMatch(known -> known.startsWith(path + '.'));
    }

    private Sources withEnvironment(Map<String, String> environment) {
        for (var key : Key.values()) {
            var text = environment.getOrDefault(key.variable(), "");
            if (!text.isBlank()) {
                values.put(key, new Given(text.strip(), key.variable()));
            }
        }
        var list = projects;
        var redacted = redact;
        for (var entry : environment.entrySet()) {
            var variable = entry.getKey();
            if (entry.getValue().isBlank()) {
                continue;
            }
            if (variable.equals(PROJECTS_VARIABLE)) {
                list = list(PROJECTS, variable, entry.getValue());
            } else if (variable.equals(REDACT_VARIABLE)) {
                redacted = list(REDACT, variable, entry.getValue());
            } else if (OperationPaths.isVariable(variable)) {
                paths.put(
                        OperationPaths.operation(variable),
                        new Given(entry.getValue().strip(), variable));
            } else if (variable.startsWith("KAFKA_")) {
                var property = variable.substring("KAFKA_".length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.');
                kafka.put(property, new Given(entry.getValue().strip(), variable));
            } else {
                requireKnown(variable);
            }
        }
        return new Sources(values, kafka, paths, list, redacted);
    }

    private static GivenList list(String path, String variable, String json) {
        if (JsonText.parse(json, variable) instanceof List<?> entries) {
            return new GivenList(entries, variable);
        }
        throw new ConfigurationException(path + " (" + variable + "): must be a list");
    }

    private static void requireKnown(String variable) {
        if (variable.startsWith("TRACELAKE_")
                && !Key.variables().contains(variable)
                && !OF_THE_LAUNCHER.contains(variable)) {
            throw new ConfigurationException(
                    variable + ": is no environment variable of tracelake" + Suggestion.of(variable, Key.variables()));
        }
    }

    private static void flatten(String prefix, Map<?, ?> map, Map<String, @Nullable Object> into) {
        map.forEach((name, value) -> {
            var path = prefix + name;
            if (value instanceof Map<?, ?> nested && !nested.isEmpty()) {
                flatten(path + '.', nested, into);
            } else {
                into.put(path, value instanceof Map<?, ?> ? null : value);
            }
        });
    }
}
