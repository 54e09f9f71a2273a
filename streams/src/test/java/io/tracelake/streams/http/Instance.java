package io.tracelake.streams.http;

import io.tracelake.schemas.KafkaConfig;
import io.tracelake.streams.Streams;
import io.tracelake.streams.config.EndpointConfig;
import io.tracelake.streams.config.RuntimeConfig;
import io.tracelake.streams.config.UsageConfig;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A process of the streams role, as those outside see it. */
final class Instance implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final UsageConfig USAGE = new UsageConfig(Duration.ofDays(3650), 64, Duration.ofMillis(100));

    private final Streams streams;
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();

    private Instance(Streams streams) {
        this.streams = streams;
    }

    static Instance start(KafkaConfig kafka, Path state) {
        return start(kafka, state, null);
    }

    static Instance start(KafkaConfig kafka, Path state, @Nullable String advertised) {
        var instance = new Instance(new Streams(
                kafka,
                USAGE,
                new RuntimeConfig(1, 0, state),
                new EndpointConfig("127.0.0.1", 0, advertised),
                InstantSource.system()));
        Thread.ofPlatform().start(instance::run);
        Awaitility.await().atMost(PATIENCE).until(() -> instance.streams.endpoint() != null);
        return instance;
    }

    private void run() {
        try {
            streams.run();
            ended.complete(null);
        } catch (Throwable e) {
            ended.completeExceptionally(e);
        }
    }

    URI uri() {
        return Objects.requireNonNull(streams.endpoint());
    }

    Instance awaitRunning() {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !ended.isCompletedExceptionally() && get("/health").statusCode() == 200);
        return this;
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(uri() + path)).timeout(PATIENCE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        streams.close();
    }
}
