package io.tracelake.ingester.payload;

import java.nio.charset.StandardCharsets;

/** Texts as UTF-8, without a second copy of a large one. */
final class Utf8 {
    private static final int PIECE = 8 << 10;

    private Utf8() {}

    @FunctionalInterface
    interface Piece {
        void take(byte[] bytes, int length);
    }

    static void forEachPiece(String text, Piece piece) {
        for (int from = 0; from < text.length(); ) {
            int to = Math.min(text.length(), from + PIECE);
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to++;
            }
            byte[] bytes = text.substring(from, to).getBytes(StandardCharsets.UTF_8);
            piece.take(bytes, bytes.length);
            from = to;
        }
    }

    /** Half a surrogate pair becomes a question mark. */
    static long length(String text) {
        long length = 0;
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            length += half ? 1 : bytes(c);
            at += Character.charCount(c);
        }
        return length;
    }

    private static int bytes(int c) {
        return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }

    /** The longest beginning of whole characters that has no more bytes. */
    static String beginning(String text, int bytes) {
        int used = 0;
        int end = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            used += bytes(c);
            if (used > bytes) {
                break;
            }
            end += Character.charCount(c);
        }
        return text.substring(0, end);
    }
}
