package io.tracelake.app.output;

import java.util.Locale;

/**
 * Text as a terminal shows it, in cells of one letter's width. An approximation of Unicode's East Asian width: ideographs,
 * kana, Hangul, full-width forms and emoji take two cells, combining marks none.
 */
public final class Cells {
    private static final int FIRST_EMOJI = 0x1F300;
    private static final int LAST_EMOJI = 0x1FAFF;
    private static final String CUT = "…";

    private Cells() {}

    /** The text without anything that would move the cursor or change the terminal: somebody else wrote it. */
    public static String printable(String text) {
        return text.codePoints().anyMatch(Cells::controls)
                ? text.codePoints()
                        .map(point -> controls(point) ? ' ' : point)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()
                : text;
    }

    public static int width(String text) {
        return text.codePoints().map(Cells::width).sum();
    }

    /** The text in at most {@code cells}; what is left out is marked by an ellipsis. */
    public static String cut(String text, int cells) {
        if (width(text) <= cells) {
            return text;
        }
        var kept = new StringBuilder();
        int left = cells - 1;
        for (int point : text.codePoints().toArray()) {
            left -= width(point);
            if (left < 0) {
                break;
            }
            kept.appendCodePoint(point);
        }
        return cells < 1 ? "" : kept.append(CUT).toString();
    }

    /** A whole number with commas. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String left(String text, int cells) {
        return text + " ".repeat(Math.max(0, cells - width(text)));
    }

    static String right(String text, int cells) {
        return " ".repeat(Math.max(0, cells - width(text))) + text;
    }

    private static int width(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
            default -> wide(point) ? 2 : 1;
        };
    }

    private static boolean wide(int point) {
        return Character.isIdeographic(point)
                || (point >= 0x1100 && point <= 0x115F)
                || (point >= 0x3000 && point <= 0x30FF)
                || (point >= 0xAC00 && point <= 0xD7A3)
                || (point >= 0xFF00 && point <= 0xFF60)
                || (point >= FIRST_EMOJI && point <= LAST_EMOJI);
    }

    /** C0, DEL, C1, and the formats that turn the direction of writing. */
    private static boolean controls(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
