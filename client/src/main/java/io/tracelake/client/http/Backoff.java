package io.tracelake.client.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before the next attempt: a random part of a bound that doubles each time ("full jitter"), so that
 * clients that failed together don't come back together. What the service asks for itself goes first.
 */
final class Backoff {
    private static final Duration FIRST_BOUND = Duration.ofMillis(500);
    private static final Duration LONGEST_OBEYED = Duration.ofMinutes(2);
    private static final int MOST_DOUBLINGS = 20;
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private final Duration max;
    private final RandomGenerator random;
    private final InstantSource clock;

    Backoff(Duration max, RandomGenerator random, InstantSource clock) {
        this.max = max;
        this.random = random;
        this.clock = clock;
    }

    /** The wait after the given attempt, counted from 1. */
    Duration after(int attempt, @Nullable Duration retryAfter) {
        if (retryAfter == null) {
            return jitter(FIRST_BOUND.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS)));
        }
        Duration asked = retryAfter.compareTo(LONGEST_OBEYED) < 0 ? retryAfter : LONGEST_OBEYED;
        return asked.plus(jitter(FIRST_BOUND));
    }

    /** The wait a {@code Retry-After} header asks for, as seconds or as a date; null if it says nothing readable. */
    @Nullable Duration parse(@Nullable String retryAfter) {
        if (retryAfter == null) {
            return null;
        }
        String value = retryAfter.strip();
        if (SECONDS.matcher(value).matches()) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            Instant until = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
            Duration wait = Duration.between(clock.instant(), until);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    /** How long the headers ask to be left alone: the first that says so. */
    @Nullable Duration asked(RetryHeaders headers) {
        Duration wait = parse(headers.retryAfter());
        return wait == null ? ResetTime.from(clock.instant(), headers.reset()) : wait;
    }

    private Duration jitter(Duration bound) {
        long millis = Math.min(bound.toMillis(), max.toMillis());
        synchronized (random) {
            return Duration.ofMillis(random.nextLong(millis + 1));
        }
    }
}
