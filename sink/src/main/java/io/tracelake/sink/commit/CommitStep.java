package io.tracelake.sink.commit;

/**
 * The points between which a sink can die, in the order of the protocol. Each is reported when it has been passed.
 *
 * <p>In production nobody listens. A test that throws an {@link Error} here gets a sink that stops on the spot and
 * tidies nothing up, as a killed process would.
 */
public enum CommitStep {
    /** One file is written to the staging area. */
    FILE_STAGED,
    /** All files of the rollover are durable, none is committed. */
    ALL_STAGED,
    /** A transaction is open. */
    TRANSACTION_BEGUN,
    /** Commit records and dead letters are sent. */
    RECORDS_SENT,
    /** The offsets are part of the transaction. */
    OFFSETS_SENT,
    /** The transaction is committed, no file is published. */
    COMMITTED,
    /** All files of the rollover are published. */
    PUBLISHED,
    /** Recovery knows the committed offsets. */
    OFFSETS_READ,
    /** Recovery knows the last commit of each partition. */
    COMMITS_READ,
    /** Recovery has published the last commit of one partition. */
    REPUBLISHED,
    /** Recovery has deleted what was staged in vain for one partition. */
    SWEPT
}
