package io.tracelake.client.http;

import io.tracelake.client.http.ServiceException.Outcome;
import io.tracelake.client.json.UnreadableBodyException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One service over HTTP, asked until it answers or there is no sense in asking again.
 *
 * <p>Retried are 429, 500, 502, 503, 504, 524, refused and broken connections, time-outs, and bodies that are cut or
 * can't be read; a {@code Retry-After} is obeyed up to two minutes. All else is final at once. A POST is sent again only
 * if it surely did nothing: after 429, or if the connection was never made. A DELETE that had no clear answer and then
 * gets 404 has succeeded. Redirects are followed to the same host only, and by anything but a GET only if they ask for
 * the same request again (307, 308). Calls block, may come from any number of threads, and end promptly when interrupted.
 *
 * <p>A call may name an {@link Admission}, which then says when each attempt is sent. It also deals with 429: a request
 * that is refused so waits for its next turn, which isn't one of its attempts, until it has been refused ten times.
 */
public final class HttpService implements AutoCloseable {
    private static final int TOO_MANY = 429;
    private static final int MOST_REFUSALS = 10;

    /** Of requests that no admission lets in: an organization may have thousands of projects, and each asks for itself. */
    private static final int MOST_AT_ONCE = 32;

    private final HttpLimits limits;
    private final Backoff backoff;
    private final Sleeper sleeper;
    private final Connections connections;
    private final Exchange exchange;
    private final RequestMeters meters;
    private final Semaphore unadmitted = new Semaphore(MOST_AT_ONCE, true);
    private volatile boolean closed;

    /**
     * Opens no connection yet.
     *
     * @param random spreads retries; used by one thread at a time
     * @param clock reads the dates of {@code Retry-After}
     */
    public HttpService(HttpLimits limits, RandomGenerator random, InstantSource clock, Sleeper sleeper) {
        this(limits, random, clock, sleeper, RequestMeters.unread());
    }

    /** The same, its requests counted. */
    public HttpService(
            HttpLimits limits, RandomGenerator random, InstantSource clock, Sleeper sleeper, RequestMeters meters) {
        this.limits = limits;
        this.backoff = new Backoff(limits.maxBackoff(), random, clock);
        this.sleeper = sleeper;
        this.connections = new Connections(limits);
        this.exchange = new Exchange(connections, limits);
        this.meters = meters;
    }

    /**
     * Asks for a resource.
     *
     * @throws ServiceException if no attempt brought an answer that the reader accepts
     */
    public <T> T get(URI uri, Credentials credentials, BodyReader<T> reader) {
        return get(uri, credentials, reader, null);
    }

    /**
     * Asks for a resource.
     *
     * @param admission lets each attempt in; null for the first 32 at once, the others after them
     * @throws ServiceException if no attempt brought an answer that the reader accepts
     */
    public <T> T get(URI uri, Credentials credentials, BodyReader<T> reader, @Nullable Admission admission) {
        return call(new Request(Method.GET, uri), credentials, reader, admission);
    }

    /**
     * Sends a request and reads what its answer brings; the body may be empty.
     *
     * @throws ServiceException if no attempt brought an answer that the reader accepts
     */
    public <T> T call(Request request, Credentials credentials, BodyReader<T> reader) {
        return call(request, credentials, reader, null);
    }

    private <T> T call(Request request, Credentials credentials, BodyReader<T> reader, @Nullable Admission admission) {
        Call call = new Call(request, admission);
        return call.run(() -> reader.read(call.fetch(credentials)));
    }

    /**
     * Asks for a resource that may be large, and reads it while it comes. It may have sixteen times
     * {@code max-response-bytes}, since only what the reader keeps is held, and takes longer than an attempt may only as
     * long as it comes at a mebibyte a second.
     *
     * @param admission lets each attempt in; null for the first 32 at once, the others after them
     * @throws ServiceException if no attempt brought an answer that the reader accepts
     */
    public <T> T stream(URI uri, Credentials credentials, StreamReader<T> reader, @Nullable Admission admission) {
        Request request = new Request(Method.GET, uri);
        return new Call(request, admission).run(() -> exchange.stream(request, credentials, reader));
    }

    /** What may be kept of one body, unless its reader says otherwise. */
    public long maxResponseBytes() {
        return limits.maxResponseBytes();
    }

    /** Ends the calls under way: none is asked again. */
    @Override
    public void close() {
        closed = true;
        connections.close();
    }

    @FunctionalInterface
    private interface Attempt<T> {
        T make() throws AttemptFailedException, InterruptedException, UnreadableBodyException;
    }

    /** One request in all its attempts. */
    private final class Call {
        private final Request request;
        private final @Nullable Admission admission;
        private int attempt = 1;
        private int refusals;
        private boolean doubtful;

        Call(Request request, @Nullable Admission admission) {
            this.request = request;
            this.admission = admission;
        }

        <T> T run(Attempt<T> next) {
            try {
                while (true) {
                    try {
                        return attempt(next);
                    } catch (AttemptFailedException failure) {
                        pauseOrThrow(failure);
                    }
                }
            } catch (InterruptedException stop) {
                throw interrupted(stop);
            }
        }

        private <T> T attempt(Attempt<T> next) throws AttemptFailedException, InterruptedException {
            if (admission == null) {
                unadmitted.acquire();
                try {
                    return answer(next);
                } finally {
                    unadmitted.release();
                }
            }
            Admission.Permit permit = admission.enter();
            Ending ending = new Ending.Abandoned();
            try {
                if (closed) {
                    throw AttemptFailedException.noAnswer("the client was closed meanwhile", null);
                }
                T answer = answer(next);
                ending = new Ending.Answered();
                return answer;
            } catch (AttemptFailedException failure) {
                ending = ending(failure);
                throw failure;
            } finally {
                permit.end(ending);
            }
        }

        private <T> T answer(Attempt<T> next) throws AttemptFailedException, InterruptedException {
            long begun = System.nanoTime();
            try {
                T answer = read(next);
                meters.answered(request.uri(), begun);
                return answer;
            } catch (AttemptFailedException failure) {
                meters.failed(request.uri(), failure, begun);
                throw failure;
            }
        }

        private <T> T read(Attempt<T> next) throws AttemptFailedException, InterruptedException {
            try {
                return next.make();
            } catch (UnreadableBodyException unreadable) {
                throw AttemptFailedException.unreadable(unreadable);
            }
        }

        private Ending ending(AttemptFailedException failure) {
            if (failure.status() == TOO_MANY) {
                return new Ending.Throttled(
                        backoff.asked(failure.headers()), failure.headers().number());
            }
            return failure.isTrouble() ? new Ending.Failed() : new Ending.Answered();
        }

        /** What an earlier attempt has deleted already, unheard, is deleted. */
        byte[] fetch(Credentials credentials)
                throws AttemptFailedException, InterruptedException, UnreadableBodyException {
            try {
                return exchange.fetch(request, credentials);
            } catch (AttemptFailedException failure) {
                if (request.method() == Method.DELETE && failure.status() == 404 && doubtful) {
                    return new byte[0];
                }
                throw failure;
            }
        }

        private void pauseOrThrow(AttemptFailedException failure) throws InterruptedException {
            doubtful |= failure.doubtful() && request.method() != Method.GET;
            boolean again = failure.retryable() && !(doubtful && request.method() == Method.POST);
            Duration retryAfter = backoff.parse(failure.headers().retryAfter());
            if (waitsForItsTurn(failure)) {
                return;
            }
            if (closed || !again || attempt >= limits.maxAttempts()) {
                throw exception(failure, new Outcome(retryAfter, failure.errors(), doubtful));
            }
            sleeper.sleep(backoff.after(attempt++, retryAfter));
        }

        private boolean waitsForItsTurn(AttemptFailedException failure) {
            return failure.status() == TOO_MANY && admission != null && !closed && ++refusals < MOST_REFUSALS;
        }

        private ServiceException exception(AttemptFailedException failure, Outcome outcome) {
            String message = said(failure.getMessage()) + " (attempt " + attempt + " of " + limits.maxAttempts() + ")";
            int status = failure.status();
            Throwable cause = failure.getCause();
            return switch (status) {
                case 400, 422 -> new InvalidRequestException(message, status, outcome, cause);
                case 401, 403 -> new CredentialsRefusedException(message, status, outcome, cause);
                case 404 -> new NotFoundException(message, status, outcome, cause);
                case 409 -> new ConflictException(message, status, outcome, cause);
                default -> new ServiceException(message, status, outcome, cause);
            };
        }

        private CallInterruptedException interrupted(InterruptedException stop) {
            Thread.currentThread().interrupt();
            doubtful |= request.method() != Method.GET;
            return new CallInterruptedException(said("interrupted"), new Outcome(null, List.of(), doubtful), stop);
        }

        private String said(@Nullable String what) {
            String line = request.method() + " " + SafeUrl.of(request.uri()) + ": " + what;
            return doubtful ? line + "; it may have taken effect" : line;
        }
    }
}
