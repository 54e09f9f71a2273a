package io.tracelake.streams.aggregate;

import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.mapping.LogarithmicMapping;
import java.io.IOException;
import java.util.Arrays;
import org.apache.avro.io.Decoder;
import org.jspecify.annotations.Nullable;

/**
 * Quantiles of latencies within 1 % of the exact value: a DDSketch (Masson, Rim, Lee; VLDB 2019). It counts values in
 * buckets whose bounds grow by 2 %, so a value can also be taken out again, which the library's own stores refuse; the
 * bounds are the library's. At most some 1,500 buckets, for anything between a millisecond and a million years.
 */
final class LatencySketch {
    private static final double ACCURACY = 0.01;
    private static final IndexMapping BUCKETS = new LogarithmicMapping(ACCURACY);
    private static final int FIRST_CAPACITY = 16;

    private long count;
    private long zeros;
    private int size;
    private int[] buckets = new int[FIRST_CAPACITY];
    private long[] counts = new long[FIRST_CAPACITY];

    /** @param times negative to take it out again */
    void add(long millis, int times) {
        count += times;
        if (millis == 0) {
            zeros += times;
            return;
        }
        int bucket = BUCKETS.index((double) millis);
        int at = Arrays.binarySearch(buckets, 0, size, bucket);
        if (at < 0) {
            at = -at - 1;
            insert(at, bucket);
        }
        counts[at] += times;
        if (counts[at] == 0) {
            remove(at);
        }
    }

    long count() {
        return count;
    }

    /** An estimate of the value at this place of the sorted ones, null if there is none. */
    @Nullable Double quantile(double quantile) {
        if (count == 0) {
            return null;
        }
        long rank = (long) Math.floor(quantile * (double) (count - 1));
        long below = zeros;
        if (rank < below) {
            return 0.0;
        }
        for (int i = 0; i < size; i++) {
            below += counts[i];
            if (rank < below) {
                return BUCKETS.value(buckets[i]);
            }
        }
        throw new IllegalStateException("latency counts don't add up to " + count);
    }

    /** The upper bound of the highest bucket, null if there is no value. */
    @Nullable Double max() {
        if (count == 0) {
            return null;
        }
        return size == 0 ? 0.0 : BUCKETS.upperBound(buckets[size - 1]);
    }

    private void insert(int at, int bucket) {
        if (size == buckets.length) {
            buckets = Arrays.copyOf(buckets, size * 2);
            counts = Arrays.copyOf(counts, size * 2);
        }
        System.arraycopy(buckets, at, buckets, at + 1, size - at);
        System.arraycopy(counts, at, counts, at + 1, size - at);
        buckets[at] = bucket;
        counts[at] = 0;
        size++;
    }

    private void remove(int at) {
        size--;
        System.arraycopy(buckets, at + 1, buckets, at, size - at);
        System.arraycopy(counts, at + 1, counts, at, size - at);
    }

    void write(StateBuffer out) {
        out.writeLong(count);
        out.writeLong(zeros);
        out.writeInt(size);
        int before = 0;
        for (int i = 0; i < size; i++) {
            out.writeInt(buckets[i] - before);
            out.writeLong(counts[i]);
            before = buckets[i];
        }
    }

    static LatencySketch read(Decoder in) throws IOException {
        var sketch = new LatencySketch();
        sketch.count = in.readLong();
        sketch.zeros = in.readLong();
        sketch.size = in.readInt();
        int capacity = Math.max(FIRST_CAPACITY, sketch.size + 1);
        sketch.buckets = new int[capacity];
        sketch.counts = new long[capacity];
        int before = 0;
        for (int i = 0; i < sketch.size; i++) {
            before += in.readInt();
            sketch.buckets[i] = before;
            sketch.counts[i] = in.readLong();
        }
        return sketch;
    }
}
