package io.tracelake.streams.topology;

import io.tracelake.schemas.DeadLetterReason;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What this process has done since it started. Thread-safe. */
public final class Tally {
    private final LongAdder revisions = new LongAdder();
    private final LongAdder changes = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final Map<DeadLetterReason, LongAdder> deadLetters = new ConcurrentHashMap<>();

    void revision() {
        revisions.increment();
    }

    void change() {
        changes.increment();
    }

    void published(long newRows) {
        rows.add(newRows);
    }

    void deadLetter(DeadLetterReason reason) {
        deadLetters.computeIfAbsent(reason, first -> new LongAdder()).increment();
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
        return deadLetters.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Dead letters of one reason. */
    public long deadLetters(DeadLetterReason reason) {
        LongAdder count = deadLetters.get(reason);
        return count == null ? 0 : count.sum();
    }
}
