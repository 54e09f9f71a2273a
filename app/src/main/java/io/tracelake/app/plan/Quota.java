package io.tracelake.app.plan;

import java.time.Duration;
import java.util.regex.Pattern;

/** So many requests in each window of that length, for the whole organization. */
public record Quota(long requests, Duration window) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})/(\\d{1,6})([smhd])");

    /**
     * Reads {@code 100/1m}.
     *
     * @throws IllegalArgumentException if the text is no quota
     */
    public static Quota parse(String text) {
        var matcher = TEXT.matcher(text.strip());
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0 || Long.parseLong(matcher.group(2)) == 0) {
            throw new IllegalArgumentException("must be requests and a time such as 100/1m or 200/1d");
        }
        long amount = Long.parseLong(matcher.group(2));
        Duration window = switch (matcher.group(3)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
        return new Quota(Long.parseLong(matcher.group(1)), window);
    }

    double perSecond() {
        return requests * 1000.0 / window.toMillis();
    }

    double perDay() {
        return perSecond() * Duration.ofDays(1).toSeconds();
    }
}
