package io.tracelake.client.quota;

/**
 * What a request is for, the most urgent first.
 *
 * <p>While all of them wait for one bucket, 12 of 20 requests are for what is fresh, 5 for the look-back, 2 for metrics and 1
 * for a backfill. The share of one that doesn't wait goes to the most urgent that does.
 */
public enum Priority {
    FRESH(12),
    /** Closed windows and what is read again. */
    LOOKBACK(5),
    METRICS(2),
    BACKFILL(1);

    static final int TURNS = 20;

    private final int share;

    Priority(int share) {
        this.share = share;
    }

    /** Turns of {@link #TURNS} while everything waits. */
    int share() {
        return share;
    }
}
