package io.tracelake.client.json;

import org.jspecify.annotations.Nullable;

/**
 * A value that was too large to be held. What stands in its place is not what was sent.
 *
 * @param bytes length of the value's JSON text as it was sent
 * @param sha256 of that text, in hexadecimal; empty if nobody asked for it
 * @param file where the whole text lies, as whoever took it calls the place; null if nobody did
 */
public record Cut(long bytes, String sha256, @Nullable String file) {}
