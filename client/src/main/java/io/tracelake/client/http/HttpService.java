package io.tracelake.client.http;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One service over HTTP, asked until it answers or there is no sense in asking again.
 *
 * <p>Retried are 429, 500, 502, 503, 504, 524, refused and broken connections, time-outs, and bodies that are cut or
 * can't be read; a {@code Retry-After} is obeyed up to two minutes. All else is final at once. Redirects are followed to
 * the same host only. Calls block, may come from any number of threads, and end promptly when interrupted.
 */
public final class HttpService implements AutoCloseable {
    private final HttpLimits limits;
    private final Backoff backoff;
    private final Sleeper sleeper;
    private final Connections connections;
    private final Exchange exchange;

    /**
     * Opens no connection yet.
     *
     * @param random spreads retries; used by one thread at a time
     * @param clock reads the dates of {@code Retry-After}
     */
    public HttpService(HttpLimits limits, RandomGenerator random, InstantSource clock, Sleeper sleeper) {
        this.limits = limits;
        this.backoff = new Backoff(limits.maxBackoff(), random, clock);
        this.sleeper = sleeper;
        this.connections = new Connections(limits);
        this.exchange = new Exchange(connections, limits);
    }

    /**
     * Asks for a resource.
     *
     * @throws ServiceException if no attempt brought an answer that the reader accepts
     */
    public <T> T get(URI uri, Credentials credentials, BodyReader<T> reader) {
        for (int attempt = 1; ; attempt++) {
            try {
                return reader.read(exchange.fetch(uri, credentials));
            } catch (UnreadableBodyException unreadable) {
                pauseOrThrow(uri, attempt, AttemptFailedException.unreadable(unreadable));
            } catch (AttemptFailedException failure) {
                pauseOrThrow(uri, attempt, failure);
            } catch (InterruptedException stop) {
                throw interrupted(uri, stop);
            }
        }
    }

    @Override
    public void close() {
        connections.close();
    }

    private void pauseOrThrow(URI uri, int attempt, AttemptFailedException failure) {
        Duration retryAfter = backoff.parse(failure.retryAfter());
        if (!failure.retryable() || attempt >= limits.maxAttempts()) {
            throw exception(uri, attempt, failure, retryAfter);
        }
        try {
            sleeper.sleep(backoff.after(attempt, retryAfter));
        } catch (InterruptedException stop) {
            throw interrupted(uri, stop);
        }
    }

    private ServiceException exception(
            URI uri, int attempt, AttemptFailedException failure, @Nullable Duration retryAfter) {
        String message = "GET " + SafeUrl.of(uri) + ": " + failure.getMessage() + " (attempt " + attempt + " of "
                + limits.maxAttempts() + ")";
        return switch (failure.status()) {
            case 401, 403 -> new CredentialsRefusedException(message, failure.status(), failure.getCause());
            case 404 -> new NotFoundException(message, failure.getCause());
            default -> new ServiceException(message, failure.status(), retryAfter, failure.getCause());
        };
    }

    private static CallInterruptedException interrupted(URI uri, InterruptedException stop) {
        Thread.currentThread().interrupt();
        return new CallInterruptedException("GET " + SafeUrl.of(uri) + ": interrupted", stop);
    }
}
