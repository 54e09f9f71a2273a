package io.tracelake.ingester.schedule;

import io.tracelake.ingester.source.Window;
import java.time.Duration;
import java.time.Instant;

/**
 * How long after the traces around them a project's traces have become visible lately, and so how far a fresh reading goes
 * back. Who polls often would otherwise read the same traces a hundred times. What comes later than it did is found by
 * rounds, which read all that may come late. For one thread.
 */
final class Lateness {
    /** Later ones are left to the look-back. */
    private static final Duration MOST = Duration.ofMinutes(2);

    private static final Duration ROUND = MOST.dividedBy(4);
    private static final Duration SINCE_ANY_ROUND = MOST.plus(ROUND);

    private final boolean learning;
    private final Duration least;
    private final Due round = new Due(ROUND);
    private boolean inRound;
    private Duration before = MOST;
    private Duration lately = Duration.ZERO;
    private boolean sawAny;

    /** Goes back all the way at first; with polls as rare as rounds, for ever. */
    Lateness(Duration interval, Instant now) {
        this.learning = interval.compareTo(ROUND) < 0;
        this.least = learning ? interval.multipliedBy(2) : MOST;
        round.doneAt(now);
    }

    /** How far before its beginning a fresh reading looks. */
    Duration overlap() {
        Duration wanted = longer(before, lately).multipliedBy(3).dividedBy(2);
        Duration atLeast = longer(wanted, least);
        return atLeast.compareTo(MOST) < 0 ? atLeast : MOST;
    }

    /** A trace was seen for the first time, after everything until then had been read. */
    void saw(Instant timestamp, Instant readUntil) {
        sawAny = true;
        Duration late = Duration.between(timestamp, readUntil);
        if (late.compareTo(lately) > 0 && late.compareTo(SINCE_ANY_ROUND) <= 0) {
            lately = late;
        }
    }

    /** Whether a round is due, which then is under way. */
    boolean beginsRound(Instant now) {
        boolean begins = learning && !inRound && round.at(now);
        inRound |= begins;
        return begins;
    }

    /** All that may have come late since the round before. */
    static Window round(Instant now) {
        return new Window(now.minus(SINCE_ANY_ROUND), now);
    }

    /** What was learnt two rounds ago no longer counts, unless nothing has come since. */
    void endRound(Instant now) {
        inRound = false;
        round.doneAt(now);
        if (sawAny) {
            before = lately;
            lately = Duration.ZERO;
            sawAny = false;
        }
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? b : a;
    }
}
