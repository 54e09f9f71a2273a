package io.tracelake.app.verify;

/** How many comparisons ended in which verdict. */
record Tally(long match, long pending, long explained, long drift) {
    static final Tally NONE = new Tally(0, 0, 0, 0);

    static Tally of(Verdict verdict, long count) {
        return switch (verdict) {
            case MATCH -> new Tally(count, 0, 0, 0);
            case PENDING -> new Tally(0, count, 0, 0);
            case EXPLAINED -> new Tally(0, 0, count, 0);
            case DRIFT -> new Tally(0, 0, 0, count);
        };
    }

    Tally plus(Tally other) {
        return new Tally(
                match + other.match, pending + other.pending, explained + other.explained, drift + other.drift);
    }

    long total() {
        return match + pending + explained + drift;
    }
}
