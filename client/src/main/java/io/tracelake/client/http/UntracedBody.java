package io.tracelake.client.http;

import io.micronaut.core.io.buffer.ByteArrayBufferFactory;
import io.micronaut.core.io.buffer.ReadBuffer;
import io.micronaut.core.io.buffer.ReadBufferFactory;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.tracelake.client.Secret;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The body of a request as a stream of one piece, of a known length. The HTTP client logs a body that it has in its
 * hands at TRACE, and a body may hold secrets; it doesn't log a stream.
 */
final class UntracedBody implements Publisher<ReadBuffer> {
    private static final ReadBufferFactory BUFFERS = ReadBufferFactory.getJdkFactory();
    private static final ByteBodyFactory BODIES = ByteBodyFactory.createDefault(ByteArrayBufferFactory.INSTANCE);

    private final byte[] text;

    private UntracedBody(byte[] text) {
        this.text = text;
    }

    static CloseableByteBody of(Secret text) {
        byte[] bytes = text.reveal().getBytes(StandardCharsets.UTF_8);
        return BODIES.adapt(new UntracedBody(bytes), OptionalLong.of(bytes.length));
    }

    @Override
    public void subscribe(Subscriber<? super ReadBuffer> subscriber) {
        AtomicBoolean over = new AtomicBoolean();
        subscriber.onSubscribe(new Subscription() {
            @Override
            public void request(long pieces) {
                if (over.compareAndSet(false, true)) {
                    subscriber.onNext(BUFFERS.adapt(text));
                    subscriber.onComplete();
                }
            }

            @Override
            public void cancel() {
                over.set(true);
            }
        });
    }
}
