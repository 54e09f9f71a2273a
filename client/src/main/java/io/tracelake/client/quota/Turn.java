package io.tracelake.client.quota;

/** One request that waits for its turn, has it, or has had it. Not thread-safe. */
final class Turn {
    private final Bucket bucket;
    private final Claim claim;
    private State state = State.WAITING;
    private long grantedAt;
    private boolean foundLimitUsed;
    private long servedBefore;

    private enum State {
        WAITING,
        GRANTED,
        ENDED
    }

    Turn(Bucket bucket, Claim claim) {
        this.bucket = bucket;
        this.claim = claim;
    }

    Bucket bucket() {
        return bucket;
    }

    Claim claim() {
        return claim;
    }

    /**
     * Its turn has come.
     *
     * @param before what {@link WaitingLine} knew of its project
     */
    void grant(long now, boolean limitUsed, long before) {
        state = State.GRANTED;
        grantedAt = now;
        foundLimitUsed = limitUsed;
        servedBefore = before;
    }

    boolean isGranted() {
        return state == State.GRANTED;
    }

    /** Ends it; false if it has ended before. */
    boolean end() {
        boolean first = state == State.GRANTED;
        state = State.ENDED;
        return first;
    }

    long grantedAt() {
        return grantedAt;
    }

    boolean foundLimitUsed() {
        return foundLimitUsed;
    }

    long servedBefore() {
        return servedBefore;
    }
}
