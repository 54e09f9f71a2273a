package io.tracelake.client.http;

import java.time.Duration;

/** Waits between two attempts: {@code Thread::sleep} in production, a note of the wait in a test. */
@FunctionalInterface
public interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;
}
