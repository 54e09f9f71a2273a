package io.tracelake.client.http;

import io.micronaut.http.ByteBodyHttpResponse;
import io.tracelake.client.json.UnreadableBodyException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One attempt: a request, the redirects it meets, and the body of its answer. */
final class Exchange {
    private static final int MAX_REDIRECTS = 5;
    private static final int ERROR_BYTES = 16 << 10;

    private final Connections connections;
    private final HttpLimits limits;

    Exchange(Connections connections, HttpLimits limits) {
        this.connections = connections;
        this.limits = limits;
    }

    @FunctionalInterface
    private interface Use<T> {
        T of(ByteBodyHttpResponse<?> answer, Deadline deadline)
                throws AttemptFailedException, InterruptedException, UnreadableBodyException;
    }

    /** The body of a successful answer, decompressed. */
    byte[] fetch(Request request, Credentials credentials)
            throws AttemptFailedException, InterruptedException, UnreadableBodyException {
        return exchange(request, credentials, this::content);
    }

    /** What a reader makes of the decompressed body of a successful answer while it comes. */
    <T> T stream(Request request, Credentials credentials, StreamReader<T> reader)
            throws AttemptFailedException, InterruptedException, UnreadableBodyException {
        return exchange(request, credentials, (answer, deadline) -> streamed(answer, deadline, reader));
    }

    private <T> T exchange(Request request, Credentials credentials, Use<T> use)
            throws AttemptFailedException, InterruptedException, UnreadableBodyException {
        Deadline deadline = Deadline.after(limits.callTimeout());
        URI target = request.uri();
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            try (ByteBodyHttpResponse<?> answer = connections.send(request, target, credentials, deadline)) {
                int status = answer.code();
                if (status >= 200 && status < 300) {
                    return use.of(answer, deadline);
                }
                if (!Redirect.is(status)) {
                    throw refusal(answer, hidden(request, credentials), deadline);
                }
                target = Redirect.target(request, target, status, header(answer, "Location"));
                connections.body(answer, ERROR_BYTES, deadline);
            }
        }
        throw AttemptFailedException.unacceptable(302, "more than " + MAX_REDIRECTS + " redirects");
    }

    private byte[] content(ByteBodyHttpResponse<?> answer, Deadline deadline)
            throws AttemptFailedException, InterruptedException {
        int limit = (int) limits.maxResponseBytes();
        byte[] body = connections.body(answer, limit, deadline);
        if (body.length <= limit) {
            body = decoded(answer, body, limit + 1);
        }
        if (body.length > limit) {
            throw AttemptFailedException.unacceptable(
                    answer.code(), "the body is larger than max-response-bytes (" + limit + ")");
        }
        return body;
    }

    private <T> T streamed(ByteBodyHttpResponse<?> answer, Deadline deadline, StreamReader<T> reader)
            throws AttemptFailedException, InterruptedException, UnreadableBodyException {
        long limit = limits.maxStreamedBytes();
        try (InputStream body = expanding(answer, connections.stream(answer, limit, deadline), limit)) {
            return reader.read(body);
        } catch (InterruptedIOException stop) {
            throw new InterruptedException();
        } catch (BodyTooLargeException tooLarge) {
            throw AttemptFailedException.unacceptable(answer.code(), String.valueOf(tooLarge.getMessage()));
        } catch (IOException cut) {
            String message = String.valueOf(cut.getMessage());
            boolean said = message.startsWith("the body");
            throw AttemptFailedException.noAnswer(said ? message : "the body was cut short, or isn't gzip", cut);
        }
    }

    private static InputStream expanding(ByteBodyHttpResponse<?> answer, InputStream wire, long limit)
            throws AttemptFailedException, IOException {
        return switch (coding(answer)) {
            case "identity", "" -> wire;
            case "gzip", "x-gzip" -> new LimitedStream(new Gunzip(wire), limit);
            default -> throw unknownCoding(answer);
        };
    }

    private AttemptFailedException refusal(ByteBodyHttpResponse<?> answer, Hidden hidden, Deadline deadline)
            throws InterruptedException {
        byte[] said = {};
        try {
            byte[] body = connections.body(answer, ERROR_BYTES, deadline.capped(limits.firstByteTimeout()));
            said = decoded(answer, body, ERROR_BYTES);
        } catch (AttemptFailedException nothingSaid) {
            // The status says enough.
        }
        return AttemptFailedException.refused(
                answer.code(), ErrorBody.read(said, hidden, RetryHeaders.of(name -> header(answer, name))));
    }

    private static Hidden hidden(Request request, Credentials credentials) {
        return Hidden.of(Stream.concat(credentials.secrets(), request.secrets().stream()));
    }

    private static byte[] decoded(ByteBodyHttpResponse<?> answer, byte[] body, int length)
            throws AttemptFailedException {
        return switch (coding(answer)) {
            case "identity", "" -> body;
            case "gzip", "x-gzip" -> {
                try {
                    yield Gzip.expand(body, length);
                } catch (IOException cut) {
                    throw AttemptFailedException.noAnswer("the body was cut short, or isn't gzip", cut);
                }
            }
            default -> throw unknownCoding(answer);
        };
    }

    private static String coding(ByteBodyHttpResponse<?> answer) {
        String encoding = header(answer, "Content-Encoding");
        return encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
    }

    private static AttemptFailedException unknownCoding(ByteBodyHttpResponse<?> answer) {
        return AttemptFailedException.unacceptable(answer.code(), "the body has an encoding nobody asked for");
    }

    private static @Nullable String header(ByteBodyHttpResponse<?> answer, String name) {
        return answer.getHeaders().get(name);
    }
}
