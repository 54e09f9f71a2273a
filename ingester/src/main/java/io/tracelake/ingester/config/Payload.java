package io.tracelake.ingester.config;

/** What is carried of a trace's input, output and metadata. */
public enum Payload {
    /** The JSON text as the service sends it. */
    FULL,
    /** A JSON string {@code "sha256:…"} of that text, so that equal payloads can be recognised. */
    HASH,
    /** Nothing. */
    NONE
}
