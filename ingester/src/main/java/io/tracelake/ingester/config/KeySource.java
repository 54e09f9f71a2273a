package io.tracelake.ingester.config;

/** Where the key pair of a project may come from. */
public enum KeySource {
    /** The configuration names it. */
    STATIC,
    /** The organizations service shows it. */
    DISCOVER,
    /** Made by the ingester for itself, and replaced by it. */
    MINT
}
