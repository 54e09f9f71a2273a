package io.tracelake.app.config;

import io.tracelake.client.KeyPair;
import io.tracelake.client.Secret;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the list of projects; messages show no value of it but ids. */
final class Projects {
    private static final List<String> MEMBERS = List.of("id", "name", "public-key", "secret-key");

    private final String origin;

    private Projects(String origin) {
        this.origin = origin;
    }

    static List<ProjectSettings> of(List<?> entries, String origin) {
        var reading = new Projects(origin);
        var projects = new ArrayList<ProjectSettings>();
        var ids = new HashSet<String>();
        for (int i = 0; i < entries.size(); i++) {
            var project = reading.project("projects[" + i + "]", entries.get(i));
            if (!ids.add(project.id())) {
                throw reading.rejected("projects[" + i + "].id", "is given twice: '" + project.id() + "'");
            }
            projects.add(project);
        }
        return projects;
    }

    private ProjectSettings project(String path, @Nullable Object entry) {
        if (!(entry instanceof Map<?, ?> members)) {
            throw rejected(path, "must hold " + String.join(", ", MEMBERS));
        }
        for (var member : members.keySet()) {
            var name = String.valueOf(member);
            if (!MEMBERS.contains(name)) {
                throw rejected(path + '.' + name, "is no setting" + Suggestion.of(name, MEMBERS));
            }
        }
        var id = required(members, path, "id");
        if (id.indexOf('/') >= 0) {
            throw rejected(path + ".id", "must not contain a slash, as in '" + id + "'");
        }
        return new ProjectSettings(id, optional(members, path, "name"), keys(members, path));
    }

    private KeyPair keys(Map<?, ?> members, String path) {
        var publicKey = required(members, path, "public-key");
        if (publicKey.indexOf(':') >= 0) {
            throw rejected(path + ".public-key", "must not contain a colon");
        }
        return new KeyPair(publicKey, Secret.of(required(members, path, "secret-key")));
    }

    private String required(Map<?, ?> members, String path, String name) {
        var value = optional(members, path, name);
        if (value == null) {
            throw rejected(path + '.' + name, "missing");
        }
        return value;
    }

    private @Nullable String optional(Map<?, ?> members, String path, String name) {
        return switch (members.get(name)) {
            case null -> null;
            case String text when text.isBlank() -> null;
            case String text -> text.strip();
            default -> throw rejected(path + '.' + name, "must be one value");
        };
    }

    private ConfigurationException rejected(String path, String reason) {
        return new ConfigurationException(path + " (" + origin + "): " + reason);
    }
}
