package io.tracelake.client.http;

import io.micronaut.http.ByteBodyHttpResponse;
import io.micronaut.http.HttpResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Hands the head of an answer from Netty's thread to the one that waits for it. */
final class HeadSubscriber implements Subscriber<HttpResponse<?>> {
    private final CompletableFuture<ByteBodyHttpResponse<?>> head = new CompletableFuture<>();
    private volatile @Nullable Subscription subscription;

    CompletableFuture<ByteBodyHttpResponse<?>> head() {
        return head;
    }

    /** Stops waiting. An answer that comes nevertheless is closed, or its buffers would leak. */
    void abandon() {
        if (!head.cancel(false) && head.state() == Future.State.SUCCESS) {
            head.resultNow().close();
        }
        Subscription upstream = subscription;
        if (upstream != null) {
            upstream.cancel();
        }
    }

    @Override
    public void onSubscribe(Subscription upstream) {
        subscription = upstream;
        if (head.isDone()) {
            upstream.cancel();
        } else {
            upstream.request(1);
        }
    }

    @Override
    public void onNext(HttpResponse<?> response) {
        ByteBodyHttpResponse<?> answer = (ByteBodyHttpResponse<?>) response;
        if (!head.complete(answer)) {
            answer.close();
        }
    }

    @Override
    public void onError(Throwable failure) {
        head.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        head.completeExceptionally(new IOException("the connection ended without an answer"));
    }
}
