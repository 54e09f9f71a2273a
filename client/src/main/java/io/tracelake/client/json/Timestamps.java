package io.tracelake.client.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** Times from ISO 8601 text with Z or an offset, of the years 1 to 9999. */
final class Timestamps {
    private static final String COMMON = "0000-00-00T00:00:00.000Z";
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private Timestamps() {}

    static Instant parse(String text) throws ShapeException {
        try {
            Instant instant =
                    isCommon(text) ? common(text) : OffsetDateTime.parse(text).toInstant();
            if (!instant.isBefore(EARLIEST) && instant.isBefore(END)) {
                return instant;
            }
        } catch (DateTimeException unreadable) {
            throw new ShapeException("not an ISO 8601 time with an offset");
        }
        throw new ShapeException("not a time between the years 1 and 9999");
    }

    static LocalDate parseDate(String text) throws ShapeException {
        if (text.length() == 10) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException unreadable) {
                throw new ShapeException("not a date");
            }
        }
        throw new ShapeException("not a date of the form YYYY-MM-DD");
    }

    /** The one form JavaScript's {@code Date} writes; reading it by hand costs a tenth of the general parser. */
    private static boolean isCommon(String text) {
        if (text.length() != COMMON.length()) {
            return false;
        }
        for (int i = 0; i < COMMON.length(); i++) {
            char expected = COMMON.charAt(i);
            char c = text.charAt(i);
            if (expected == '0' ? c < '0' || c > '9' : c != expected) {
                return false;
            }
        }
        return true;
    }

    private static Instant common(String text) {
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (hour > 23 || minute > 59 || second > 59) {
            throw new DateTimeException("no such time of day");
        }
        long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                .toEpochDay();
        return Instant.ofEpochSecond(
                day * 86_400 + hour * 3_600L + minute * 60L + second, number(text, 20, 23) * 1_000_000L);
    }

    private static int number(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }
}
