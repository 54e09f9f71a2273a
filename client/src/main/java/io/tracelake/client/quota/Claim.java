package io.tracelake.client.quota;

/**
 * Who asks, and how urgently.
 *
 * @param project takes turns with other projects of the same priority; anything that tells them apart, but no secret
 */
public record Claim(String project, Priority priority) {}
