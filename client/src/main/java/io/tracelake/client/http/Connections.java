package io.tracelake.client.http;

import io.micronaut.http.ByteBodyHttpResponse;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.client.DefaultHttpClientConfiguration;
import io.micronaut.http.client.HttpClientConfiguration;
import io.micronaut.http.client.RawHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The connections to one service: one pool of Netty's, kept alive. Each exchange is a single attempt. */
final class Connections implements AutoCloseable {
    /** Servers commonly close an idle connection after five seconds; leaving first avoids meeting them at it. */
    private static final Duration IDLE = Duration.ofSeconds(4);

    private final RawHttpClient client;
    private final HttpLimits limits;

    Connections(HttpLimits limits) {
        this.client = RawHttpClient.create(null, configuration(limits));
        this.limits = limits;
    }

    /** Sends a request and waits for the head of its answer, which the caller must close. */
    ByteBodyHttpResponse<?> send(Request sent, URI uri, Credentials credentials, Deadline deadline)
            throws AttemptFailedException, InterruptedException {
        MutableHttpRequest<?> request = HttpRequest.create(
                        HttpMethod.valueOf(sent.method().name()), uri.toString())
                .header("Accept", "application/json")
                .header("Accept-Encoding", "gzip")
                .header("User-Agent", "tracelake");
        credentials.headers().forEach((name, value) -> request.header(name, value.reveal()));
        if (sent.body() != null) {
            request.contentType(MediaType.APPLICATION_JSON_TYPE);
        }
        HeadSubscriber subscriber = new HeadSubscriber();
        client.exchange(request, sent.body() == null ? null : UntracedBody.of(sent.body()), null)
                .subscribe(subscriber);
        Duration patience = limits.connectTimeout().plus(limits.firstByteTimeout());
        boolean arrived = false;
        try {
            ByteBodyHttpResponse<?> head = await(subscriber.head(), deadline.atMost(patience), "no answer");
            arrived = true;
            return head;
        } finally {
            if (!arrived) {
                subscriber.abandon();
            }
        }
    }

    /** The body of an answer: at most one byte more than the limit. */
    byte[] body(ByteBodyHttpResponse<?> answer, int limit, Deadline deadline)
            throws AttemptFailedException, InterruptedException {
        BodySubscriber subscriber =
                new BodySubscriber(limit, answer.byteBody().expectedLength().orElse(0));
        answer.byteBody().toByteArrayPublisher().subscribe(subscriber);
        try {
            return await(subscriber.body(), deadline.left(), "the body was cut short");
        } finally {
            subscriber.abandon();
        }
    }

    /** The body of an answer, while it comes. */
    BodyStream stream(ByteBodyHttpResponse<?> answer, long limit, Deadline deadline) {
        BodyStream body = new BodyStream(deadline, limit);
        answer.byteBody().toByteArrayPublisher().subscribe(body);
        return body;
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static <T> T await(CompletableFuture<T> future, Duration patience, String otherwise)
            throws AttemptFailedException, InterruptedException {
        try {
            return future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw AttemptFailedException.noAnswer(otherwise + ": timed out", null);
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw AttemptFailedException.noAnswer(otherwise + ": " + cause.getMessage(), cause);
        }
    }

    private static HttpClientConfiguration configuration(HttpLimits limits) {
        DefaultHttpClientConfiguration configuration = new DefaultHttpClientConfiguration();
        configuration.setConnectTimeout(limits.connectTimeout());
        configuration.getSslConfiguration().setHandshakeTimeout(limits.connectTimeout());
        // Also what ends the connection of an attempt that was given up: its caller doesn't wait for that.
        configuration.setReadTimeout(min(limits.firstByteTimeout(), limits.callTimeout()));
        configuration.setConnectionPoolIdleTimeout(IDLE);
        configuration.setFollowRedirects(false);
        configuration.setExceptionOnErrorStatus(false);
        // Decompressed by the caller, whose limit then holds for the bytes on the wire and for what becomes of them.
        configuration.setDecompressionEnabled(false);
        configuration.setMaxContentLength(Integer.MAX_VALUE);
        configuration.setNumOfThreads(1);
        configuration.setThreadFactory(DaemonThreads.class);
        return configuration;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Named threads that don't keep a program alive. Made by the HTTP client, by reflection. */
    public static final class DaemonThreads implements ThreadFactory {
        @Override
        public Thread newThread(Runnable task) {
            return Thread.ofPlatform().daemon().name("http-client").unstarted(task);
        }
    }
}
