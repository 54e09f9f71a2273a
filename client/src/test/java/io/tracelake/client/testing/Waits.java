package io.tracelake.client.testing;

import io.tracelake.client.http.Sleeper;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A sleeper that notes how long it was to sleep, and returns at once. */
public final class Waits implements Sleeper {
    private final List<Duration> noted = new CopyOnWriteArrayList<>();

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        noted.add(duration);
    }

    public List<Duration> noted() {
        return noted;
    }
}
