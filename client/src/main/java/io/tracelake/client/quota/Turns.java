package io.tracelake.client.quota;

import io.tracelake.client.http.Ending;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The one place that decides who may send a request when. Knows no clock: it is told the time, in nanoseconds that never go
 * back. Not thread-safe.
 */
final class Turns {
    /** A reserved turn that isn't used soon is lost: its request would come close to those of later turns. */
    private static final long LONGEST_RESERVED = TimeUnit.SECONDS.toNanos(1);

    private final WaitingLine line = new WaitingLine();
    private final Queue<Turn> redeemed = new ArrayDeque<>();
    private final Map<Bucket, Pace> paces = new EnumMap<>(Bucket.class);
    private final ConcurrencyLimit concurrency;

    /** Nobody waits yet. Random numbers spread the ends of pauses, so that instances don't come back together. */
    Turns(QuotaConfig config, RandomGenerator random) {
        for (Bucket bucket : Bucket.values()) {
            paces.put(bucket, new Pace(config.limits().get(bucket), config.headroom(), random));
        }
        concurrency = new ConcurrencyLimit(config.maxConcurrency());
    }

    Turn ask(Bucket bucket, Claim claim) {
        var turn = new Turn(bucket, claim);
        line.add(turn);
        return turn;
    }

    /** Asks for a turn before there is a request. */
    Turn askAhead(Bucket bucket, Claim claim) {
        var turn = new Turn(bucket, claim, true);
        line.add(turn);
        return turn;
    }

    /** Uses a reserved turn, if it still counts: it is granted next. */
    boolean redeem(Turn turn, long now) {
        boolean counts = turn.isReserved()
                && now - turn.grantedAt() <= LONGEST_RESERVED
                && pace(turn.bucket()).pausedUntil() <= now;
        return counts && redeemed.add(turn);
    }

    /** Whether turns of a bucket are a matter of time; otherwise reserving one means nothing. */
    boolean isPaced(Bucket bucket, long now) {
        return pace(bucket).isPaced(now);
    }

    /** Gives up a turn that hasn't come. */
    void leave(Turn turn) {
        line.remove(turn);
        redeemed.remove(turn);
    }

    /** Grants the next turn, or reserves it if it was asked for ahead; null if there is none for now. */
    @Nullable Turn grant(long now) {
        if (!concurrency.hasRoom()) {
            return null;
        }
        Turn kept = redeemed.poll();
        if (kept != null) {
            kept.grant(now, concurrency.enter());
            return kept;
        }
        Turn turn = line.next(bucket -> pace(bucket).opensAt() <= now);
        if (turn == null) {
            return null;
        }
        Turn other = turn.other();
        if (other != null) {
            line.remove(other);
        }
        pace(turn.bucket()).granted(now);
        turn.reserve(now, line.servedAt(turn));
        line.served(turn);
        if (!turn.isAhead()) {
            turn.grant(now, concurrency.enter());
        }
        return turn;
    }

    /** When to try {@link #grant} again; {@code Long.MAX_VALUE} if only what happens until then can change anything. */
    long opensAt() {
        if (!concurrency.hasRoom()) {
            return Long.MAX_VALUE;
        }
        long opens = Long.MAX_VALUE;
        for (Bucket bucket : Bucket.values()) {
            if (line.has(bucket)) {
                opens = Math.min(opens, pace(bucket).opensAt());
            }
        }
        return opens;
    }

    /** Gives a turn back. Only the first end of a turn counts. */
    void end(Turn turn, Ending ending, long now) {
        if (!turn.end()) {
            return;
        }
        concurrency.leave();
        switch (ending) {
            case Ending.Answered() -> {
                pace(turn.bucket()).answered(turn.grantedAt(), now);
                concurrency.answered(turn, now);
                line.answered(turn);
            }
            case Ending.Throttled refusal -> {
                pace(turn.bucket()).refused(refusal, turn.grantedAt(), now);
                line.refused(turn);
            }
            case Ending.Failed() -> concurrency.failed(turn, now);
            case Ending.Abandoned() -> {}
        }
    }

    /** Takes a part of each limit, above 0 and at most 1. */
    void share(double part, long now) {
        paces.values().forEach(pace -> pace.share(part, now));
    }

    ConcurrencyLimit concurrency() {
        return concurrency;
    }

    BucketState state(Bucket bucket, long now) {
        Pace pace = pace(bucket);
        var waiting = new EnumMap<Priority, Integer>(Priority.class);
        for (Priority priority : Priority.values()) {
            waiting.put(priority, line.size(bucket, priority));
        }
        return new BucketState(
                pace.limit(),
                pace.budget(),
                pace.used(now),
                waiting,
                pace.grants(),
                pace.refusals(),
                BucketState.until(pace.pausedUntil(), now));
    }

    private Pace pace(Bucket bucket) {
        return Objects.requireNonNull(paces.get(bucket));
    }
}
