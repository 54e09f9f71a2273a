package io.tracelake.client.http;

import java.time.Duration;

/** The end of one attempt. */
final class Deadline {
    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    static Deadline after(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    /** What is left if that much time has been earned since. */
    Duration leftWith(Duration earned) {
        return Duration.ofNanos(Math.max(0, nanos + earned.toNanos() - System.nanoTime()));
    }

    Deadline capped(Duration duration) {
        return after(atMost(duration));
    }

    Duration atMost(Duration duration) {
        Duration left = left();
        return left.compareTo(duration) < 0 ? left : duration;
    }
}
