package io.tracelake.ingester.schedule;

import io.tracelake.ingester.source.PageMemory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many projects of an instance are backfilled at a time, and the memory that each of them has for pages that were read
 * and are not revisions yet.
 *
 * <p>That memory is the backfill's alone. Pages wait in it until the project's thread comes to them, which may be waiting
 * for memory to read live: if both were one, it would wait for itself, and other projects for it. Live reading thus
 * never waits for a backfill, nor one backfill for another that has begun. Thread-safe.
 */
final class BackfillSlots {
    private static final int MOST = 8;

    private final Deque<PageMemory> free = new ArrayDeque<>();
    private final Map<Object, PageMemory> taken = new HashMap<>();
    private @Nullable Object replaying;

    private BackfillSlots(int slots, long bytes) {
        for (int i = 0; i < slots; i++) {
            free.add(PageMemory.of(bytes));
        }
    }

    /** An eighth of the heap for up to eight projects, but as much for one as the largest trace needs. */
    static BackfillSlots ofHeap(long bytes) {
        long all = bytes / 8;
        int slots = Math.clamp(all / PageMemory.ofOneTrace(), 1, MOST);
        return new BackfillSlots(slots, Math.max(all / slots, PageMemory.ofOneTrace()));
    }

    /** The memory of the taker's slot, which it may have already; null if there is none for now. */
    synchronized @Nullable PageMemory take(Object taker) {
        PageMemory had = taken.get(taker);
        PageMemory memory = had == null ? free.poll() : had;
        if (memory != null) {
            taken.put(taker, memory);
        }
        return memory;
    }

    /** Whatever is held of its memory still is given back later, and so long not there for the next who takes it. */
    synchronized void giveBack(Object taker) {
        PageMemory memory = taken.remove(taker);
        if (memory != null) {
            free.add(memory);
        }
    }

    /** Whether the taker may replay dead letters: one project at a time does, so one large letter or trace is in memory. */
    synchronized boolean takeReplays(Object taker) {
        if (replaying == null) {
            replaying = taker;
        }
        return taker.equals(replaying);
    }

    synchronized void giveBackReplays(Object taker) {
        if (taker.equals(replaying)) {
            replaying = null;
        }
    }
}
