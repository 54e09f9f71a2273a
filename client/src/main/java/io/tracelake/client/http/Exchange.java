package io.tracelake.client.http;

import io.micronaut.http.ByteBodyHttpResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One attempt: a request, the redirects it meets, and the whole body of its answer. */
final class Exchange {
    private static final int MAX_REDIRECTS = 5;
    private static final int ERROR_BYTES = 16 << 10;

    private final Connections connections;
    private final HttpLimits limits;

    Exchange(Connections connections, HttpLimits limits) {
        this.connections = connections;
        this.limits = limits;
    }

    /** The body of a successful answer, decompressed. */
    byte[] fetch(Request request, Credentials credentials) throws AttemptFailedException, InterruptedException {
        Deadline deadline = Deadline.after(limits.callTimeout());
        URI target = request.uri();
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            try (ByteBodyHttpResponse<?> answer = connections.send(request, target, credentials, deadline)) {
                int status = answer.code();
                if (status >= 200 && status < 300) {
                    return content(answer, deadline);
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
        String encoding = header(answer, "Content-Encoding");
        String coding = encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
        return switch (coding) {
            case "identity", "" -> body;
            case "gzip", "x-gzip" -> {
                try {
                    yield Gzip.expand(body, length);
                } catch (IOException cut) {
                    throw AttemptFailedException.noAnswer("the body was cut short, or isn't gzip", cut);
                }
            }
            default ->
                throw AttemptFailedException.unacceptable(answer.code(), "the body has an encoding nobody asked for");
        };
    }

    private static @Nullable String header(ByteBodyHttpResponse<?> answer, String name) {
        return answer.getHeaders().get(name);
    }
}
