package io.tracelake.ingester.config;

import io.tracelake.client.KeyPair;
import org.jspecify.annotations.Nullable;

/** A project that the configuration names, with its key pair. */
public record StaticProject(String id, @Nullable String name, KeyPair keys) {
    public StaticProject {
        if (id.isBlank() || id.contains("/")) {
            throw new IllegalArgumentException("projects[].id: must be a project id without '/', not '" + id + "'");
        }
    }
}
