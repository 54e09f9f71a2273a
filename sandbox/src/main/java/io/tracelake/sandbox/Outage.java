package io.tracelake.sandbox;

import io.micronaut.http.server.netty.NettyEmbeddedServer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stops listening for a while. Safe for use by many threads. */
final class Outage {
    private final NettyEmbeddedServer server;
    private final AtomicBoolean lasting = new AtomicBoolean();

    Outage(NettyEmbeddedServer server) {
        this.server = server;
    }

    /** Returns at once. */
    void begin(Duration time) {
        if (lasting.compareAndSet(false, true)) {
            Thread.ofVirtual().name("sandbox-outage").start(() -> last(time));
        }
    }

    private void last(Duration time) {
        try {
            server.stopServerOnly();
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            server.start();
            lasting.set(false);
        }
    }
}
