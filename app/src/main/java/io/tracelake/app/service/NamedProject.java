package io.tracelake.app.service;

import org.jspecify.annotations.Nullable;

/** A project as people and programs call it. */
public record NamedProject(String id, @Nullable String name) {
    /** For messages. */
    @Override
    public String toString() {
        return name == null ? "'" + id + "'" : "'" + name + "' (" + id + ")";
    }
}
