package io.tracelake.streams.aggregate;

/**
 * A whole divided among tags without a remainder: every tag gets the whole number of units that all can have, and the
 * first tags one more each until nothing is left. So the shares add up to the whole, and the same trace always gives the
 * same shares, which is why they can be taken back.
 */
final class Shares {
    private Shares() {}

    /** What the tag at {@code index} of {@code tags} gets of so many units. */
    static long of(long units, int tags, int index) {
        return Math.floorDiv(units, tags) + (index < Math.floorMod(units, tags) ? 1 : 0);
    }
}
