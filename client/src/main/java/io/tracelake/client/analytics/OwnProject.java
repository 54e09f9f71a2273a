package io.tracelake.client.analytics;

import org.jspecify.annotations.Nullable;

/** The project whose data a key pair opens. */
public record OwnProject(String id, @Nullable String name) {}
