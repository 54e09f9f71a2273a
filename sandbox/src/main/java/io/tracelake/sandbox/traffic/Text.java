package io.tracelake.sandbox.traffic;

import java.nio.charset.StandardCharsets;

/** A JSON text: written out, or only described because it is long. */
public sealed interface Text {
    /** Its length in UTF-8. */
    long bytes();

    /** Short enough to be kept in memory. */
    record Written(String json) implements Text {
        @Override
        public long bytes() {
            return json.getBytes(StandardCharsets.UTF_8).length;
        }
    }

    /**
     * One chat message of exactly so many bytes, which follow from the key. All are ASCII and none is an escape.
     *
     * @param bytes at least {@value #LEAST}
     */
    record Generated(long key, long bytes) implements Text {
        /** The shortest text: a message without content. */
        public static final int LEAST = 47;

        private static final byte[] HEAD =
                "{\"messages\":[{\"role\":\"user\",\"content\":\"".getBytes(StandardCharsets.US_ASCII);
        private static final byte[] TAIL = "\"}]}".getBytes(StandardCharsets.US_ASCII);

        public Generated {
            if (bytes < LEAST) {
                throw new IllegalArgumentException("bytes must be at least %d: %d".formatted(LEAST, bytes));
            }
        }

        /** Writes the bytes from {@code position} on into {@code into}; at least one, at most {@code length}. */
        public int read(long position, byte[] into, int offset, int length) {
            int wanted = (int) Math.min(length, bytes - position);
            long contentEnd = bytes - TAIL.length;
            if (position < HEAD.length) {
                return copy(HEAD, (int) position, into, offset, wanted);
            }
            if (position >= contentEnd) {
                return copy(TAIL, (int) (position - contentEnd), into, offset, wanted);
            }
            return Filler.read(
                    key, position - HEAD.length, into, offset, (int) Math.min(wanted, contentEnd - position));
        }

        private static int copy(byte[] from, int position, byte[] into, int offset, int wanted) {
            int count = Math.min(wanted, from.length - position);
            System.arraycopy(from, position, into, offset, count);
            return count;
        }
    }
}
