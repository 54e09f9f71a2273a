package io.tracelake.client.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The end of a window, as {@code X-RateLimit-Reset} gives it: a date in the form of JavaScript, ISO 8601 or HTTP, seconds or
 * milliseconds of the epoch, or seconds from now.
 */
final class ResetTime {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}");
    private static final Pattern ZONE_NAME = Pattern.compile("\\s*\\(.*");
    private static final long LARGEST_DELTA = 1_000_000_000L;
    private static final long LARGEST_SECONDS = 100_000_000_000L;
    private static final DateTimeFormatter JAVASCRIPT =
            DateTimeFormatter.ofPattern("EEE MMM dd uuuu HH:mm:ss 'GMT'Z", Locale.ROOT);

    private ResetTime() {}

    /** How long it is from now; null if that can't be read. */
    static @Nullable Duration from(Instant now, @Nullable String reset) {
        if (reset == null) {
            return null;
        }
        String value = ZONE_NAME.matcher(reset.strip()).replaceFirst("");
        if (NUMBER.matcher(value).matches()) {
            long number = Long.parseLong(value);
            return number < LARGEST_DELTA ? Duration.ofSeconds(number) : until(now, epoch(number));
        }
        for (var format : new DateTimeFormatter[] {
            JAVASCRIPT, DateTimeFormatter.ISO_DATE_TIME, DateTimeFormatter.RFC_1123_DATE_TIME
        }) {
            try {
                return until(now, format.parse(value, Instant::from));
            } catch (DateTimeException another) {
                // Perhaps it has the next form.
            }
        }
        return null;
    }

    private static Instant epoch(long number) {
        return number < LARGEST_SECONDS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
    }

    private static Duration until(Instant now, Instant end) {
        return end.isBefore(now) ? Duration.ZERO : Duration.between(now, end);
    }
}
