package io.tracelake.streams.topology;

import java.util.concurrent.atomic.LongAdder;

/** What this process has done since it started. Thread-safe. */
public final class Tally {
    private final LongAdder revisions = new LongAdder();
    private final LongAdder changes = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();

    void revision() {
        revisions.increment();
    }

    void change() {
        changes.increment();
    }

    void published(long newRows) {
        rows.add(newRows);
    }

    void deadLetter() {
        deadLetters.increment();
    }

    /** Revisions of traces read. */
    public long revisions() {
        return revisions.sum();
    }

    /** Revisions that the numbers of their project include. */
    public long changes() {
        return changes.sum();
    }

    /** Rows of usage published. */
    public long rows() {
        return rows.sum();
    }

    public long deadLetters() {
        return deadLetters.sum();
    }
}
