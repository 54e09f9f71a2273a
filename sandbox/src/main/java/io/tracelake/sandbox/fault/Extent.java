package io.tracelake.sandbox.fault;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How bad it is; null for the usual of each fault. */
public record Extent(
        @Nullable Duration duration,
        @Nullable Long bytes,
        @Nullable Integer rows,
        @Nullable URI location) {
    private static final long USUAL_BYTES = 300_000_000;
    private static final long MOST_BYTES = 10_000_000_000L;
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final URI NOWHERE = URI.create("http://elsewhere.invalid/");

    static final Extent USUAL = new Extent(null, null, null, null);

    public Extent {
        if (bytes != null && (bytes < 1 || bytes > MOST_BYTES)) {
            throw new IllegalArgumentException("bytes must be between 1 and %d: %d".formatted(MOST_BYTES, bytes));
        }
        if (rows != null && rows < 1) {
            throw new IllegalArgumentException("rows must be at least 1: " + rows);
        }
        if (duration != null && duration.abs().compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("duration must be at most 36500 days: " + duration);
        }
    }

    Duration durationOr(Duration usual) {
        return duration == null ? usual : duration;
    }

    long bytesOrUsual() {
        return bytes == null ? USUAL_BYTES : bytes;
    }

    int rowsOrUsual() {
        return rows == null ? 10 : rows;
    }

    URI locationOrNowhere() {
        return location == null ? NOWHERE : location;
    }
}
