package io.tracelake.sandbox;

import java.util.OptionalInt;

/** A fault that is due for so many more requests. Safe for use by many threads. */
final class Countdown {
    private int remaining;
    private int status;

    synchronized void set(int requests, int statusCode) {
        remaining = requests;
        status = statusCode;
    }

    synchronized int remaining() {
        return remaining;
    }

    synchronized OptionalInt take() {
        if (remaining == 0) {
            return OptionalInt.empty();
        }
        remaining--;
        return OptionalInt.of(status);
    }
}
