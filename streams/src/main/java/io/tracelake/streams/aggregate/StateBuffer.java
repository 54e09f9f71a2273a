package io.tracelake.streams.aggregate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.avro.io.BinaryData;

/** Where an aggregate is written before it goes to the store; used again and again. Not thread-safe. */
final class StateBuffer {
    private static final int LONGEST_NUMBER = 10;

    private byte[] bytes = new byte[4_096];
    private int size;

    void clear() {
        size = 0;
    }

    /** In one to ten bytes, fewer for small ones. */
    void writeLong(long number) {
        reserve(LONGEST_NUMBER);
        size += BinaryData.encodeLong(number, bytes, size);
    }

    void writeInt(int number) {
        reserve(LONGEST_NUMBER);
        size += BinaryData.encodeInt(number, bytes, size);
    }

    /** The first numbers of an array, four bytes each, the lowest first. */
    void writeInts(int[] numbers, int count) {
        reserve(count * Integer.BYTES);
        ByteBuffer.wrap(bytes, size, count * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer()
                .put(numbers, 0, count);
        size += count * Integer.BYTES;
    }

    void writeBytes(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
