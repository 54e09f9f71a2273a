package io.tracelake.app.config;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Sizes in bytes as people write them: {@code 128 MiB} (powers of 1024), {@code 64KB} (powers of 1000), or plain. */
public final class Sizes {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\s*([a-z]*)");
    private static final Map<String, Long> UNITS = Map.of(
            "", 1L,
            "b", 1L,
            "kb", 1_000L,
            "mb", 1_000_000L,
            "gb", 1_000_000_000L,
            "kib", 1L << 10,
            "mib", 1L << 20,
            "gib", 1L << 30);

    private Sizes() {}

    /**
     * The bytes that a text means.
     *
     * @throws IllegalArgumentException if the text is no size or no {@code long} holds it
     */
    public static long parse(String text) {
        var matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        var unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("must be a size such as 128 MiB, 64KB or bytes");
        }
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("is too large a size", e);
        }
    }
}
