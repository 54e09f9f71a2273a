package io.tracelake.sandbox.organization;

/** How far the details of a project show its secrets. The answer to a key's creation always holds its own. */
public enum SecretDisplay {
    /** {@code meta.secrets} with the pair, and ciphertext with the included keys. */
    PLAIN,
    /** Ciphertext with the included keys only. */
    ENCRYPTED,
    /** Not at all. */
    HIDDEN
}
