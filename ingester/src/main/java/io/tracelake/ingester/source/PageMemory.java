package io.tracelake.ingester.source;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory that answers of the service, and what becomes of them, may take in this process: one for all that is read live,
 * and one for each backfill.
 *
 * <p>Only who has no lease waits for one, and only for those who have: an answer that outgrows its lease gets more at once
 * or is refused, and a {@link Charge} never waits. Who has a lease must give it back without waiting for anybody who may be
 * waiting for a lease of the same memory. So nobody waits for ever. Charges are no reason to wait once nobody has a
 * lease, since the one who waits may be the one whose transaction they wait for; they are small when memory is
 * {@linkplain #isTight tight}. Thread-safe.
 */
public final class PageMemory {
    /** Bytes of an answer, its texts, and the records made of them are in memory at the same time. */
    private static final int COPIES = 3;

    /** What one trace may take of its payload: no more fits into a record of Kafka. */
    public static final long RECORD = 16L << 20;

    /** What the rest of a trace, and the page around it, take beside that. */
    private static final long FRAME = 1L << 20;

    private static final long LARGEST_PAGE = 32L << 20;

    private final long total;
    private final Semaphore turn = new Semaphore(1, true);
    private final Semaphore lane = new Semaphore(1, true);
    private final AtomicLong free;
    private final AtomicInteger leases = new AtomicInteger();
    private final Object released = new Object();

    private PageMemory(long total) {
        this.total = total;
        this.free = new AtomicLong(total);
    }

    /** A quarter of the heap. */
    public static PageMemory ofHeap(long bytes) {
        return new PageMemory(bytes / 4);
    }

    /** So many bytes, copies included. */
    public static PageMemory of(long bytes) {
        return new PageMemory(bytes);
    }

    /** The least memory in which any trace can be read that can be carried, whole or with its payload cut. */
    public static long ofOneTrace() {
        return (RECORD + FRAME) * COPIES;
    }

    /** Without end, for one who reads alone. */
    public static PageMemory unlimited() {
        return new PageMemory(Long.MAX_VALUE / 2);
    }

    /** What one answer of several rows may have. */
    long largestPage() {
        return Math.min(total / COPIES, LARGEST_PAGE);
    }

    /** Whether so little is left that what can be given back soon should be. */
    public boolean isTight() {
        return free.get() < total / 4;
    }

    /** Whether nobody holds any of it. */
    public boolean isWhole() {
        return free.get() == total;
    }

    /** An account of what waits for its transaction. */
    public Charge charge() {
        return new Charge();
    }

    /** What is held elsewhere, and takes its part of the memory without asking. Thread-safe. */
    public final class Charge implements AutoCloseable {
        private long held;
        private boolean closed;

        private Charge() {}

        public synchronized void add(long bytes) {
            if (!closed) {
                held += bytes;
                free.addAndGet(-bytes);
            }
        }

        /** Nothing is held any more. */
        public synchronized void settle() {
            free.addAndGet(held);
            held = 0;
            wake();
        }

        /** What is added from now on is given up soon, with the one who adds it. */
        @Override
        public synchronized void close() {
            settle();
            closed = true;
        }
    }

    /**
     * Room for an answer of so many bytes. Waits for it, first come, first served.
     *
     * @param beforeWaiting gives back what the one who asks holds elsewhere
     */
    Lease lease(long bytes, Runnable beforeWaiting) {
        long wanted = Math.min(bytes * COPIES, total);
        if (!isFreeNow(wanted)) {
            beforeWaiting.run();
        }
        turn.acquireUninterruptibly();
        try {
            synchronized (released) {
                while (free.get() < wanted && leases.get() > 0) {
                    released.wait();
                }
                free.addAndGet(-wanted);
            }
        } catch (InterruptedException stop) {
            // The process is stopping: the request that comes next ends at once.
            Thread.currentThread().interrupt();
            free.addAndGet(-wanted);
        } finally {
            leases.incrementAndGet();
            turn.release();
        }
        return new Lease(wanted);
    }

    private boolean isFreeNow(long wanted) {
        return free.get() >= wanted && !turn.hasQueuedThreads();
    }

    /** Room for one trace more, for who holds an answer already. One at a time, beside all else. */
    Pass lane() {
        lane.acquireUninterruptibly();
        return lane::release;
    }

    private void wake() {
        synchronized (released) {
            released.notifyAll();
        }
    }

    /** The right to hold that one trace, until closed. */
    interface Pass extends AutoCloseable {
        @Override
        void close();
    }

    /** A part of the memory, until closed. For one thread at a time. */
    final class Lease implements AutoCloseable {
        private long held;
        private long used;
        private boolean closed;

        private Lease(long held) {
            this.held = held;
        }

        /** Whether an answer of so many bytes may be held. */
        boolean hold(long bytes) {
            long missing = bytes * COPIES - held;
            if (missing > 0) {
                if (free.addAndGet(-missing) < 0) {
                    free.addAndGet(missing);
                    return false;
                }
                held += missing;
            }
            used = bytes;
            return true;
        }

        /** Bytes of the answer, as they were asked for last. */
        long used() {
            return used;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                free.addAndGet(held);
                held = 0;
                leases.decrementAndGet();
                wake();
            }
        }
    }
}
