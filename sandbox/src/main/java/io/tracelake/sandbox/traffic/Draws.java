package io.tracelake.sandbox.traffic;

import java.util.List;

/**
 * A stream of pseudo-random numbers that is fixed by a key and an index (SplitMix64), so that any part of any trace can
 * be drawn again at any time without drawing what precedes it. Not safe for use by several threads.
 */
final class Draws {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    private Draws(long state) {
        this.state = state;
    }

    static Draws of(long key, long index, Part part) {
        return new Draws(mix(key ^ mix(index * GAMMA + part.salt)));
    }

    static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** The inverse of {@link #mix}: every 64-bit value has exactly one source. */
    static long unmix(long value) {
        long z = value;
        z = (z ^ (z >>> 31) ^ (z >>> 62)) * 0x319642B2D24D8EC3L;
        z = (z ^ (z >>> 27) ^ (z >>> 54)) * 0x96DE1B173F119089L;
        return z ^ (z >>> 30) ^ (z >>> 60);
    }

    long next() {
        state += GAMMA;
        return mix(state);
    }

    /** Uniform in [0, 1). */
    double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /** Uniform in [0, bound). */
    int below(int bound) {
        return (int) (unit() * bound);
    }

    /** Uniform in [low, high]. */
    int between(int low, int high) {
        return low + below(high - low + 1);
    }

    boolean chance(double share) {
        return unit() < share;
    }

    /** Between low and high with equal weight for each order of magnitude: many short, few long. */
    long spread(long low, long high) {
        return Math.round(low * Math.pow((double) high / low, unit()));
    }

    <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** The parts of a trace that are drawn apart from each other. */
    enum Part {
        TIME(1),
        TIE(2),
        ARRIVAL(3),
        CHANGE(4),
        IDENTITY(5),
        ATTRIBUTES(6),
        OBSERVATIONS(7),
        PAYLOAD(8),
        FLAW(9),
        POISON(10),
        GIANT(11);

        private final int salt;

        Part(int salt) {
            this.salt = salt;
        }
    }
}
