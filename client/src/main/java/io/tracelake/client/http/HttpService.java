package io.tracelake.client.http;

import java.net.URI;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** One service over HTTP. */
public final class HttpService implements AutoCloseable {
    private final HttpLimits limits;

    public HttpService(HttpLimits limits, RandomGenerator random, InstantSource clock, Sleeper sleeper) {
        this.limits = limits;
    }

    @SuppressWarnings("DoNotCallSuggester")
    public <T> T get(URI uri, Credentials credentials, BodyReader<T> reader) {
        throw new UnsupportedOperationException(limits.toString());
    }

    @Override
    public void close() {}
}
