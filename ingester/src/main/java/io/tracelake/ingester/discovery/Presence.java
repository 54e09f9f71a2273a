package io.tracelake.ingester.discovery;

/** What the organization says of a project when it is asked for it alone. */
public enum Presence {
    PRESENT,
    /** It exists, but not for the user who asks. */
    DENIED,
    REMOVED
}
