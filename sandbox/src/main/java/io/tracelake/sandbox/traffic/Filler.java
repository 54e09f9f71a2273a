package io.tracelake.sandbox.traffic;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Endless text that follows from a key: blocks of sentences, each headed by a number of its own. */
final class Filler {
    private static final int NUMBER = 16;
    private static final byte[] SENTENCES = sentences();
    private static final int BLOCK = NUMBER + SENTENCES.length;

    private Filler() {}

    /** Writes up to the end of a block. */
    static int read(long key, long position, byte[] into, int offset, int length) {
        long block = position / BLOCK;
        int within = (int) (position % BLOCK);
        if (within < NUMBER) {
            byte[] number = HexFormat.of()
                    .toHexDigits(Draws.mix(key ^ Draws.mix(block)))
                    .getBytes(StandardCharsets.US_ASCII);
            int count = Math.min(length, NUMBER - within);
            System.arraycopy(number, within, into, offset, count);
            return count;
        }
        int count = Math.min(length, BLOCK - within);
        System.arraycopy(SENTENCES, within - NUMBER, into, offset, count);
        return count;
    }

    private static byte[] sentences() {
        Draws draws = Draws.of(0, 0, Draws.Part.PAYLOAD);
        StringBuilder text = new StringBuilder(5_000);
        while (text.length() < 4_000) {
            text.append(' ').append(Phrases.question(draws)).append(' ').append(Phrases.system(draws));
        }
        return text.append(' ').toString().getBytes(StandardCharsets.US_ASCII);
    }
}
