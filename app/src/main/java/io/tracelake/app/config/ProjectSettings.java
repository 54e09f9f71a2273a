package io.tracelake.app.config;

import io.tracelake.client.KeyPair;
import org.jspecify.annotations.Nullable;

/**
 * A project that is known beforehand.
 *
 * @param name for people; null: not given
 * @param keys must open this project and no other
 */
public record ProjectSettings(String id, @Nullable String name, KeyPair keys) {}
