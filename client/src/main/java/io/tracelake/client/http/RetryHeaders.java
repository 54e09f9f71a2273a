package io.tracelake.client.http;

import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an answer's headers say about asking again, as they were sent.
 *
 * @param retryAfter when
 * @param limit requests allowed in a window
 * @param reset end of the window
 */
record RetryHeaders(
        @Nullable String retryAfter,
        @Nullable String limit,
        @Nullable String reset) {
    private static final Pattern NUMBER = Pattern.compile("\\s*(\\d{1,9})(?!\\d)");

    static final RetryHeaders NONE = new RetryHeaders(null, null, null);

    /** The limit as a number; null if it is none. */
    @Nullable Integer number() {
        var digits = NUMBER.matcher(limit == null ? "" : limit);
        return digits.lookingAt() ? Integer.valueOf(digits.group(1)) : null;
    }

    static RetryHeaders of(Function<String, @Nullable String> header) {
        return new RetryHeaders(
                header.apply("Retry-After"), header.apply("X-RateLimit-Limit"), header.apply("X-RateLimit-Reset"));
    }
}
