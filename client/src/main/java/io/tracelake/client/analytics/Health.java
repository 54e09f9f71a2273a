package io.tracelake.client.analytics;

import org.jspecify.annotations.Nullable;

/** What the service says of itself. */
public record Health(String status, @Nullable String version) {}
