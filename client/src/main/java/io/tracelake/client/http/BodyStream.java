package io.tracelake.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A body read while it comes. Only a few pieces of it are ever held: no more are asked for until some have been read.
 *
 * <p>It has the time of an attempt, and a second more for each mebibyte that has come. To stop is to ask for no more, not
 * to cancel, as in {@link BodySubscriber}.
 */
final class BodyStream extends InputStream implements Subscriber<byte[]> {
    private static final int PIECES_AHEAD = 8;
    private static final long BYTES_A_SECOND = 1 << 20;

    private final BlockingQueue<Optional<byte[]>> pieces = new LinkedBlockingQueue<>();
    private final Deadline deadline;
    private final long limit;
    private byte[] piece = {};
    private int at;
    private long received;
    private boolean over;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable Subscription subscription;

    /** @param limit bytes after which the body is refused */
    BodyStream(Deadline deadline, long limit) {
        this.deadline = deadline;
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        return advance() ? piece[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!advance()) {
            return -1;
        }
        int taken = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, into, offset, taken);
        at += taken;
        return taken;
    }

    @Override
    public int available() {
        return piece.length - at;
    }

    private boolean advance() throws IOException {
        while (at == piece.length && !over) {
            byte[] next = next().orElse(null);
            if (next == null) {
                over = true;
                if (failure != null) {
                    throw new IOException("the body was cut short: " + failure.getMessage(), failure);
                }
                return false;
            }
            received += next.length;
            if (received > limit) {
                throw new BodyTooLargeException("the body has more than " + limit + " bytes on the wire");
            }
            piece = next;
            at = 0;
            Subscription upstream = subscription;
            if (upstream != null) {
                upstream.request(1);
            }
        }
        return at < piece.length;
    }

    private Optional<byte[]> next() throws IOException {
        Duration earned = Duration.ofMillis(received * 1_000 / BYTES_A_SECOND);
        try {
            Optional<byte[]> next = pieces.poll(deadline.leftWith(earned).toNanos(), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new IOException("the body was cut short: timed out");
            }
            return next;
        } catch (InterruptedException stop) {
            throw (InterruptedIOException) new InterruptedIOException().initCause(stop);
        }
    }

    @Override
    public void onSubscribe(Subscription upstream) {
        subscription = upstream;
        upstream.request(PIECES_AHEAD);
    }

    @Override
    public void onNext(byte[] next) {
        pieces.add(Optional.of(next));
    }

    @Override
    public void onError(Throwable cause) {
        failure = cause;
        pieces.add(Optional.empty());
    }

    @Override
    public void onComplete() {
        pieces.add(Optional.empty());
    }
}
