package io.tracelake.sandbox.traffic;

/**
 * An ordered set of row numbers: a run of neighbours followed by a list. A window of settled history is only a run, so
 * it costs nothing however long it is.
 */
final class Rows {
    private final long first;
    private final long runLength;
    private final long[] tail;
    private final int tailLength;

    Rows(long first, long runLength, long[] tail, int tailLength) {
        this.first = first;
        this.runLength = runLength;
        this.tail = tail;
        this.tailLength = tailLength;
    }

    long size() {
        return runLength + tailLength;
    }

    long at(long position) {
        return position < runLength ? first + position : tail[(int) (position - runLength)];
    }
}
