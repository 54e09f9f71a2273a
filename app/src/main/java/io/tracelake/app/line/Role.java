package io.tracelake.app.line;

/** A part of the line that can run alone. */
public enum Role {
    INGESTER,
    STREAMS,
    SINK
}
