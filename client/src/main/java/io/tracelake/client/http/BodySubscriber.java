package io.tracelake.client.http;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Gathers a body up to a limit. Of a larger one it keeps the first bytes up to the limit and one more, and stops. */
final class BodySubscriber implements Subscriber<byte[]> {
    private static final int FIRST_CAPACITY = 64 << 10;

    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final int limit;
    private byte[] gathered;
    private int length;
    private volatile @Nullable Subscription subscription;

    BodySubscriber(int limit, long expectedLength) {
        this.limit = limit;
        long capacity = Math.min(Math.max(expectedLength, 0), FIRST_CAPACITY);
        this.gathered = new byte[(int) Math.min(capacity, limit)];
    }

    CompletableFuture<byte[]> body() {
        return body;
    }

    void abandon() {
        body.cancel(false);
        Subscription upstream = subscription;
        if (upstream != null) {
            upstream.cancel();
        }
    }

    @Override
    public void onSubscribe(Subscription upstream) {
        subscription = upstream;
        upstream.request(Long.MAX_VALUE);
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
            abandon();
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
