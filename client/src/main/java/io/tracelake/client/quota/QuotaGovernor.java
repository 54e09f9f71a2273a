package io.tracelake.client.quota;

import io.tracelake.client.http.Admission;
import io.tracelake.client.http.Ending;
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
    private final Turns turns;
    private final long origin = System.nanoTime();
    private long wakesAt = Long.MAX_VALUE;
    private boolean closed;

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
            Turn turn = turns.ask(bucket, claim);
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
                turns.leave(turn);
                waiting.remove(turn);
            }
        } finally {
            lock.unlock();
        }
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
