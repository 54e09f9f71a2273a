package io.tracelake.client.http;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Gathers a body up to a limit. Of a larger one it keeps the first bytes up to the limit and one more, and stops.
 *
 * <p>To stop is to ask for no more, not to cancel: the HTTP client drains a cancelled body to its end, which may never
 * come, but ends a connection from which nothing was read for the length of its read time-out.
 */
final class BodySubscriber implements Subscriber<byte[]> {
    private static final int FIRST_CAPACITY = 64 << 10;

    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final int limit;
    private byte[] gathered;
    private int length;
    private @Nullable Subscription subscription;

    BodySubscriber(int limit, long expectedLength) {
        this.limit = limit;
        long capacity = Math.min(Math.max(expectedLength, 0), FIRST_CAPACITY);
        this.gathered = new byte[(int) Math.min(capacity, limit)];
    }

    CompletableFuture<byte[]> body() {
        return body;
    }

    /** Stops: what still comes is dropped. */
    void abandon() {
        body.cancel(false);
    }

    @Override
    public void onSubscribe(Subscription upstream) {
        subscription = upstream;
        upstream.request(1);
    }

    @Override
    public void onNext(byte[] piece) {
        if (body.isDone()) {
            return;
        }
        int taken = (int) Math.min(piece.length, limit + 1L - length);
        if (gathered.length - length < taken) {
            long doubled = Math.max(length + (long) taken, gathered.length * 2L);
            gathered = Arrays.copyOf(gathered, (int) Math.min(doubled, limit + 1L));
        }
        System.arraycopy(piece, 0, gathered, length, taken);
        length += taken;
        if (length > limit) {
            complete();
        } else if (subscription != null) {
            subscription.request(1);
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        complete();
    }

    private void complete() {
        body.complete(length == gathered.length ? gathered : Arrays.copyOf(gathered, length));
    }
}
