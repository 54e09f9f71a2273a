package io.tracelake.bench.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What a process tells over HTTP, as text. Thread-safe. */
public final class Metrics {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newHttpClient();

    /** A body; empty if nobody answers yet. */
    public String ask(URI address) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException notYet) {
            return "";
        }
    }

    /** The value of the line that begins so; 0 if there is none. */
    public static double value(String text, String beginning) {
        return text.lines()
                .filter(line -> line.startsWith(beginning))
                .mapToDouble(line ->
                        Double.parseDouble(line.substring(beginning.length()).strip()))
                .findFirst()
                .orElse(0);
    }
}
