package io.tracelake.sandbox.limit;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many requests in a window, of which the service serves one less: it refuses the request that leaves nothing.
 *
 * @param window begins with the first request after the end of the one before
 */
public record Limit(int requests, Duration window) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})/(\\d{1,9})(s|m|h|d)");

    public Limit {
        if (requests < 1 || window.toMillis() < 1) {
            throw new IllegalArgumentException("a limit needs at least one request and a millisecond");
        }
    }

    /**
     * A limit such as {@code 100/1m} or {@code 200/1d}.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static Limit parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("must be a limit such as 100/1m or 200/1d: " + text);
        }
        long length = Long.parseLong(matcher.group(2));
        Duration window = switch (matcher.group(3)) {
            case "s" -> Duration.ofSeconds(length);
            case "m" -> Duration.ofMinutes(length);
            case "h" -> Duration.ofHours(length);
            default -> Duration.ofDays(length);
        };
        return new Limit(Integer.parseInt(matcher.group(1)), window);
    }
}
