package io.tracelake.client.quota;

/** When the latest requests of a bucket were sent, in nanoseconds of any clock that doesn't go back. Not thread-safe. */
final class RecentGrants {
    /** More aren't kept: so many are spread evenly enough without being counted. */
    static final int MOST = 1 << 13;

    private long[] times = new long[64];
    private long count;

    void add(long now) {
        if (count == times.length && times.length < MOST) {
            grow();
        }
        times[(int) (count++ % times.length)] = now;
    }

    private void grow() {
        var larger = new long[times.length * 2];
        System.arraycopy(times, 0, larger, 0, times.length);
        times = larger;
    }

    /** How many there were, ever. */
    long total() {
        return count;
    }

    boolean has(int latest) {
        return latest <= Math.min(count, times.length);
    }

    /** The time of one of the latest, 1 being the last. */
    long time(int latest) {
        return times[(int) ((count - latest) % times.length)];
    }

    /** How many there were after a time, as far as they are kept. */
    int since(long time) {
        int held = (int) Math.min(count, times.length);
        int low = 0;
        int high = held;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (time(middle) > time) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
