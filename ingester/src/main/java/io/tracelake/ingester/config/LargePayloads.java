package io.tracelake.ingester.config;

/** What becomes of an input, output or metadata that makes its trace too large for Kafka. */
public enum LargePayloads {
    /** Its beginning is carried, with the length and hash of the whole. */
    CUT,
    /** The same, and the whole goes to a file of the lake first. */
    FILES
}
