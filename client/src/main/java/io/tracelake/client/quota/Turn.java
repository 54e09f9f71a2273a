package io.tracelake.client.quota;

import org.jspecify.annotations.Nullable;

/** One request that waits for its turn, has it, or has had it. Not thread-safe. */
final class Turn {
    private final Bucket bucket;
    private final Claim claim;
    private final boolean ahead;
    private @Nullable Turn other;
    private State state = State.WAITING;
    private long grantedAt;
    private boolean foundLimitUsed;
    private long servedBefore;

    private enum State {
        WAITING,
        RESERVED,
        GRANTED,
        ENDED
    }

    Turn(Bucket bucket, Claim claim) {
        this(bucket, claim, false);
    }

    /**
     * A turn that waits.
     *
     * @param ahead of its request, which comes once it is reserved
     */
    Turn(Bucket bucket, Claim claim, boolean ahead) {
        this.bucket = bucket;
        this.claim = claim;
        this.ahead = ahead;
    }

    Bucket bucket() {
        return bucket;
    }

    Claim claim() {
        return claim;
    }

    boolean isAhead() {
        return ahead;
    }

    /** The one that isn't wanted any more once this one has come; null if there is none. */
    @Nullable Turn other() {
        return other;
    }

    void orElse(Turn alternative) {
        other = alternative;
        alternative.other = this;
    }

    /**
     * Its turn has come, and is kept for its request.
     *
     * @param before what {@link WaitingLine} knew of its project
     */
    void reserve(long now, long before) {
        state = State.RESERVED;
        grantedAt = now;
        servedBefore = before;
    }

    /** Its request may be sent. */
    void grant(long now, boolean limitUsed) {
        state = State.GRANTED;
        grantedAt = now;
        foundLimitUsed = limitUsed;
    }

    boolean isReserved() {
        return state == State.RESERVED;
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
