package io.tracelake.client.http;

import java.time.Duration;

/**
 * How long and how much one service may take.
 *
 * @param connectTimeout until a connection stands, TLS included
 * @param firstByteTimeout from the request to the head of the answer, and between two pieces of its body
 * @param callTimeout one attempt, from the request to the last byte of the body; waits between attempts don't count
 * @param maxResponseBytes largest body, measured before and after decompression
 * @param maxAttempts requests sent for one call, the first included
 * @param maxBackoff longest wait between two attempts that the service didn't ask for itself
 */
public record HttpLimits(
        Duration connectTimeout,
        Duration firstByteTimeout,
        Duration callTimeout,
        long maxResponseBytes,
        int maxAttempts,
        Duration maxBackoff) {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int STREAMED = 16;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    public HttpLimits {
        requirePositive("connect-timeout", connectTimeout);
        requirePositive("first-byte-timeout", firstByteTimeout);
        requirePositive("call-timeout", callTimeout);
        requirePositive("max-backoff", maxBackoff);
        if (maxResponseBytes < 1 || maxResponseBytes > LARGEST_ARRAY) {
            throw new IllegalArgumentException(
                    "max-response-bytes must be between 1 and " + LARGEST_ARRAY + ": " + maxResponseBytes);
        }
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("max-attempts must be at least 1: " + maxAttempts);
        }
    }

    /** 5 s to connect, 60 s to the first byte, 120 s a call, 64 MiB, 6 attempts, at most 30 s between two. */
    public static HttpLimits defaults() {
        return new HttpLimits(
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                Duration.ofSeconds(120),
                64L << 20,
                6,
                Duration.ofSeconds(30));
    }

    /** Largest body that is read as a stream, measured before and after decompression, however little of it is kept. */
    public long maxStreamedBytes() {
        return maxResponseBytes * STREAMED;
    }

    private static void requirePositive(String key, Duration value) {
        if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(key + " must be between 1 ms and 1 day: " + value);
        }
    }
}
