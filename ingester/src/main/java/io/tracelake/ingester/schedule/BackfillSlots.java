package io.tracelake.ingester.schedule;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How many projects of an instance are backfilled at a time: each needs memory for its past. Thread-safe. */
final class BackfillSlots {
    private static final int SLOTS = 8;

    private final Set<Object> takers = ConcurrentHashMap.newKeySet();

    /** Whether there is a slot for the taker, or it has one already. */
    synchronized boolean take(Object taker) {
        return takers.contains(taker) || (takers.size() < SLOTS && takers.add(taker));
    }

    synchronized void giveBack(Object taker) {
        takers.remove(taker);
    }
}
