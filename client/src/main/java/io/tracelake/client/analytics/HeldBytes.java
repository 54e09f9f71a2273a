package io.tracelake.client.analytics;

import io.tracelake.client.http.BodyTooLargeException;
import java.util.Arrays;
import java.util.function.LongPredicate;

/** What is kept of an answer while it comes. Asks before it grows. */
final class HeldBytes {
    private static final int FIRST = 64 << 10;
    private static final int LARGEST = Integer.MAX_VALUE - 8;
    private static final int STEPS = 6;

    private final LongPredicate room;
    private byte[] bytes = {};
    private int length;
    private boolean muted;

    HeldBytes(LongPredicate room) {
        this.room = room;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** While muted, nothing is added. */
    void mute(boolean quiet) {
        muted = quiet;
    }

    /** Says how much it is in the end. */
    void end() {
        boolean granted = room.test(length);
        assert granted : "less than was granted before";
    }

    void truncate(int newLength) {
        length = newLength;
    }

    void add(int value) throws BodyTooLargeException {
        if (!muted) {
            grow(1);
            bytes[length++] = (byte) value;
        }
    }

    void add(byte[] from, int offset, int count) throws BodyTooLargeException {
        if (!muted) {
            grow(count);
            System.arraycopy(from, offset, bytes, length, count);
            length += count;
        }
    }

    private void grow(int count) throws BodyTooLargeException {
        long needed = (long) length + count;
        if (needed <= bytes.length) {
            return;
        }
        if (needed > LARGEST || !room.test(needed)) {
            throw new BodyTooLargeException("the body is larger than what may be held of it (" + length + " bytes)");
        }
        bytes = Arrays.copyOf(bytes, (int) capacity(needed));
    }

    /** Twice as much if there is room for it, or else nearly as much as there is: to grow is to copy. */
    private long capacity(long needed) {
        long refused = Math.min(LARGEST, Math.max(needed, Math.max(FIRST, bytes.length * 2L)));
        if (room.test(refused)) {
            return refused;
        }
        long granted = needed;
        for (int i = 0; i < STEPS; i++) {
            long between = (granted + refused) / 2;
            if (room.test(between)) {
                granted = between;
            } else {
                refused = between;
            }
        }
        return granted;
    }
}
