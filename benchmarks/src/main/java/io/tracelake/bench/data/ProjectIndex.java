package io.tracelake.bench.data;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** One project's traces as they lie on disk, found by timestamp. Thread-safe. */
public final class ProjectIndex {
    private static final ValueLayout.OfLong BIG_ENDIAN =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int ENTRY = 2 * Long.BYTES;

    private final long[] timestamps;
    private final long[] offsets;
    private final MemorySegment lines;

    private ProjectIndex(long[] timestamps, long[] offsets, MemorySegment lines) {
        this.timestamps = timestamps;
        this.offsets = offsets;
        this.lines = lines;
    }

    /** Maps the lines into memory for the life of this process. */
    public static ProjectIndex open(Path directory, int project) throws IOException {
        MemorySegment entries = MemorySegment.ofArray(Files.readAllBytes(DataSet.index(directory, project)));
        int count = Math.toIntExact(entries.byteSize() / ENTRY);
        long[] timestamps = new long[count];
        long[] offsets = new long[count + 1];
        for (int i = 0; i < count; i++) {
            timestamps[i] = entries.get(BIG_ENDIAN, (long) i * ENTRY);
            offsets[i] = entries.get(BIG_ENDIAN, (long) i * ENTRY + Long.BYTES);
        }
        try (var channel = FileChannel.open(DataSet.lines(directory, project))) {
            offsets[count] = channel.size();
            return new ProjectIndex(
                    timestamps, offsets, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.global()));
        }
    }

    public int traces() {
        return timestamps.length;
    }

    public long timestamp(int trace) {
        return timestamps[trace];
    }

    /** The first trace that isn't before an instant. */
    public int from(long millis) {
        int low = 0;
        int high = timestamps.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (timestamps[middle] < millis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Bytes of the lines from one trace to before another, each with its line feed. */
    public int length(int from, int to) {
        return Math.toIntExact(offsets[to] - offsets[from]);
    }

    /** Copies the lines from one trace to before another, with commas between them in place of the line feeds. */
    public int copy(int from, int to, byte[] into, int at) {
        if (from == to) {
            return 0;
        }
        int length = length(from, to);
        MemorySegment.copy(lines, ValueLayout.JAVA_BYTE, offsets[from], into, at, length);
        for (int trace = from + 1; trace < to; trace++) {
            into[at + (int) (offsets[trace] - offsets[from]) - 1] = ',';
        }
        return length - 1;
    }
}
