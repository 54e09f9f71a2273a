package io.tracelake.ingester.publish;

/** The steps of a commit, in order. A test may end the process after any of them. */
public enum CommitStep {
    /** The transaction is open, nothing has been sent. */
    BEGUN,
    /** Records, fingerprints and cursor have been sent, the transaction is open. */
    SENT,
    /** The transaction has been committed. */
    COMMITTED
}
