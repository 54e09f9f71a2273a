package io.tracelake.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * A request to the analytics service.
 *
 * @param publicKey that the request named; the service goes by the secret beside it
 * @param projectId that the secret opened; null if it was refused
 */
public record KeyUse(String publicKey, @Nullable String projectId, String path) {}
