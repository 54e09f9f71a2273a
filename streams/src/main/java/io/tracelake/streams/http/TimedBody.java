package io.tracelake.streams.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A body whose sender may not stall: a read that waits too long fails. */
final class TimedBody extends FilterInputStream {
    private final Duration patience;
    private final AtomicBoolean stalled = new AtomicBoolean();

    TimedBody(InputStream body, Duration patience) {
        super(body);
        this.patience = patience;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Future<?> alarm = CompletableFuture.runAsync(
                this::giveUp, CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS));
        try {
            int count = super.read(into, offset, length);
            if (stalled.get()) {
                throw new IOException("nothing came for " + patience);
            }
            return count;
        } finally {
            alarm.cancel(false);
        }
    }

    private void giveUp() {
        stalled.set(true);
        try {
            close();
        } catch (IOException closedAnyway) {
            // the reader hears that nothing came
        }
    }
}
