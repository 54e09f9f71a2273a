package io.tracelake.app.config;

import io.tracelake.app.config.TextSettings.Redacted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the list of what is redacted. */
final class RedactList {
    private static final String PATH = "ingest.redact";
    private static final List<String> MEMBERS = List.of("pointer", "regex", "replacement");

    private RedactList() {}

    static List<Redacted> of(List<?> entries, String origin) {
        var redacted = new ArrayList<Redacted>();
        for (int i = 0; i < entries.size(); i++) {
            redacted.add(entry(PATH + '[' + i + ']', entries.get(i), origin));
        }
        return redacted;
    }

    private static Redacted entry(String path, @Nullable Object entry, String origin) {
        if (!(entry instanceof Map<?, ?> members)) {
            throw rejected(path, origin, "must hold a pointer or a regex");
        }
        for (var member : members.keySet()) {
            var name = String.valueOf(member);
            if (!MEMBERS.contains(name)) {
                throw rejected(path + '.' + name, origin, "is no setting" + Suggestion.of(name, MEMBERS));
            }
        }
        var pointer = text(members, path, "pointer", origin);
        var regex = text(members, path, "regex", origin);
        if ((pointer == null) == (regex == null)) {
            throw rejected(path, origin, "must hold either a pointer or a regex");
        }
        var setting = path + (pointer == null ? ".regex" : ".pointer") + " (" + origin + ')';
        return new Redacted(setting, pointer, regex, text(members, path, "replacement", origin));
    }

    private static @Nullable String text(Map<?, ?> members, String path, String name, String origin) {
        return switch (members.get(name)) {
            case null -> null;
            case String text -> text;
            default -> throw rejected(path + '.' + name, origin, "must be one value");
        };
    }

    private static ConfigurationException rejected(String path, String origin, String reason) {
        return new ConfigurationException(path + " (" + origin + "): " + reason);
    }
}
