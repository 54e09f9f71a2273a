package io.tracelake.streams.http;

import io.tracelake.streams.query.Owner;
import io.tracelake.streams.query.UsageQuery;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;

/** Asks the instance that owns a project. Thread-safe. */
final class Forwarding implements AutoCloseable {
    /** Marks a request that another instance passed on, which isn't passed on again. */
    static final String HEADER = "Tracelake-Forwarded";

    static final String JSON = "application/json";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final Duration patience;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    /** @param patience how long the owner may let a reader wait, for its answer or for more of it */
    Forwarding(Duration patience) {
        this.patience = patience;
    }

    /**
     * The owner's answer, as it comes. Reading it fails if the owner breaks off or stalls.
     *
     * @throws IOException if the owner doesn't answer, or with anything but usage
     */
    InputStream ask(Owner.Another owner, UsageQuery query) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(owner, query))
                .header("Accept", JSON)
                .header(HEADER, "1")
                .timeout(patience)
                .build();
        HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
        if (response.statusCode() != OK || !isJson(response)) {
            response.body().close();
            throw new IOException("it answers " + response.statusCode());
        }
        return new TimedBody(response.body(), patience);
    }

    private static boolean isJson(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("").startsWith(JSON);
    }

    private static URI uri(Owner.Another owner, UsageQuery query) throws IOException {
        String parameters = QueryParameters.of(query).entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + '=' + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        try {
            return new URI("http://%s/usage?%s".formatted(owner.authority(), parameters));
        } catch (URISyntaxException e) {
            throw new IOException("its address is malformed", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
