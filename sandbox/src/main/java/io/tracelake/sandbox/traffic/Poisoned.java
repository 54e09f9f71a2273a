package io.tracelake.sandbox.traffic;

import java.time.Instant;

/** A record that the service shows with a poison in it, whoever asks and how often. */
public record Poisoned(String traceId, Instant timestamp, Poison poison) {}
