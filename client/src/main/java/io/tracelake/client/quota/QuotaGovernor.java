package io.tracelake.client.quota;

import io.tracelake.client.http.Admission;
import io.tracelake.client.http.Ending;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * Takes this process's share of an organization's quota and no more: one for all requests to the analytics service.
 *
 * <p>Each request waits in the line of its bucket. It is sent when the bucket's pace allows one more, fewer than the adaptive
 * limit are under way, and it is its turn: the most urgent priority first, none without a share, and projects of one
 * priority by turns. A refusal (429) pauses the bucket for all of them at once. Thread-safe.
 */
public final class QuotaGovernor implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition sooner = lock.newCondition();
    private final Map<Turn, Condition> waiting = new HashMap<>();
    private final Map<Reserved, Turn> reserved = new HashMap<>();
    private final Turns turns;
    private final long origin = System.nanoTime();
    private long wakesAt = Long.MAX_VALUE;
    private boolean closed;

    /** Whom a turn is kept for. */
    private record Reserved(Bucket bucket, Claim claim) {}

    /** A governor with the whole of every limit; random numbers are drawn under a lock. */
    public QuotaGovernor(QuotaConfig config, RandomGenerator random) {
        this.turns = new Turns(config, random);
        Thread.ofVirtual().name("quota").start(this::grantInTime);
    }

    /** Lets the attempts of one call in, each when its turn has come. */
    public Admission admission(Bucket bucket, Claim claim) {
        return () -> {
            Turn turn = await(bucket, claim);
            return ending -> end(turn, ending);
        };
    }

    /**
     * Waits until a turn has come, and keeps it for the next request with that claim, for a second. So the request can say
     * what is wanted when it is sent, not when it began to wait. Where requests are not a matter of time it returns at once.
     */
    public void reserve(Bucket bucket, Claim claim) throws InterruptedException {
        reserve(bucket, claim, claim, Duration.ofNanos(Long.MAX_VALUE));
    }

    /**
     * The same for one of two claims, whichever has its turn first; the other keeps its place.
     *
     * @param urgent waits as well from some time on
     * @return the claim whose turn has come
     */
    public Claim reserve(Bucket bucket, Claim claim, Claim urgent, Duration after) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (closed || !turns.isPaced(bucket, now())) {
                return after.isPositive() ? claim : urgent;
            }
            Condition granted = lock.newCondition();
            Turn own = askAhead(bucket, claim, granted);
            Turn other = null;
            try {
                grant();
                long left = after.toNanos();
                while (!own.isReserved() && (other == null || !other.isReserved()) && !closed) {
                    if (other == null && left <= 0) {
                        other = askAhead(bucket, urgent, granted);
                        own.orElse(other);
                        grant();
                    } else if (other == null) {
                        left = granted.awaitNanos(left);
                    } else {
                        granted.await();
                    }
                }
                Turn come = other != null && other.isReserved() ? other : own;
                if (come.isReserved()) {
                    reserved.put(new Reserved(bucket, come.claim()), come);
                }
                return come.claim();
            } finally {
                forget(own);
                if (other != null) {
                    forget(other);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether requests are a matter of time for now, and turns worth reserving. */
    public boolean isPaced(Bucket bucket) {
        lock.lock();
        try {
            return turns.isPaced(bucket, now());
        } finally {
            lock.unlock();
        }
    }

    private Turn askAhead(Bucket bucket, Claim claim, Condition granted) {
        Turn turn = turns.askAhead(bucket, claim);
        waiting.put(turn, granted);
        return turn;
    }

    private void forget(Turn turn) {
        turns.leave(turn);
        waiting.remove(turn);
    }

    /**
     * Takes a part of every limit, because other processes take the rest. Effective at once.
     *
     * @param owned parts that are this process's; none counts as one, for there may be some again soon
     * @param total parts there are
     */
    public void share(int owned, int total) {
        lock.lock();
        try {
            turns.share(Math.max(1, owned) / (double) Math.max(1, Math.max(owned, total)), now());
            grant();
        } finally {
            lock.unlock();
        }
    }

    /** How a bucket stands. */
    public BucketState state(Bucket bucket) {
        lock.lock();
        try {
            return turns.state(bucket, now());
        } finally {
            lock.unlock();
        }
    }

    /** How many requests may be under way at once, for now. */
    public int concurrencyLimit() {
        lock.lock();
        try {
            return turns.concurrency().limit();
        } finally {
            lock.unlock();
        }
    }

    /** Requests under way. */
    public int underWay() {
        lock.lock();
        try {
            return turns.concurrency().underWay();
        } finally {
            lock.unlock();
        }
    }

    /** Holds nobody up any more: whoever waits, or comes later, goes on at once. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            sooner.signal();
            waiting.values().forEach(Condition::signal);
        } finally {
            lock.unlock();
        }
    }

    private Turn await(Bucket bucket, Claim claim) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Turn turn = reservedOrNew(bucket, claim);
            Condition granted = lock.newCondition();
            waiting.put(turn, granted);
            try {
                grant();
                while (!turn.isGranted() && !closed) {
                    granted.await();
                }
                return turn;
            } catch (InterruptedException stop) {
                turns.end(turn, new Ending.Abandoned(), now());
                grant();
                throw stop;
            } finally {
                forget(turn);
            }
        } finally {
            lock.unlock();
        }
    }

    private Turn reservedOrNew(Bucket bucket, Claim claim) {
        Turn kept = reserved.remove(new Reserved(bucket, claim));
        return kept != null && turns.redeem(kept, now()) ? kept : turns.ask(bucket, claim);
    }

    private void end(Turn turn, Ending ending) {
        lock.lock();
        try {
            turns.end(turn, ending, now());
            grant();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes those whose turn has come, and the timekeeper if the next turn comes before it would look. */
    private void grant() {
        long now = now();
        for (Turn turn = turns.grant(now); turn != null; turn = turns.grant(now)) {
            Condition granted = waiting.get(turn);
            if (granted != null) {
                granted.signal();
            }
        }
        if (turns.opensAt() < wakesAt) {
            sooner.signal();
        }
    }

    /** Turns that come by time alone. */
    private void grantInTime() {
        lock.lock();
        try {
            while (!closed) {
                wakesAt = Long.MIN_VALUE;
                grant();
                wakesAt = turns.opensAt();
                if (wakesAt == Long.MAX_VALUE) {
                    sooner.await();
                } else {
                    sooner.await(wakesAt - now(), TimeUnit.NANOSECONDS);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private long now() {
        return System.nanoTime() - origin;
    }
}
