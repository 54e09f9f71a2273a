package io.tracelake.client.organizations;

/** How sure the path of an operation is. */
public enum Certainty {
    /** Stated by the service's own public documentation, or read in a public client. */
    KNOWN,
    /** Concluded from its neighbours: the service may have it elsewhere. */
    INFERRED
}
