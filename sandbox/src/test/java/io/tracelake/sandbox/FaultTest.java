package io.tracelake.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.sandbox.fault.Fault;
import io.tracelake.sandbox.fault.FaultRule;
import io.tracelake.sandbox.traffic.Behaviour;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class FaultTest {
    private static final Sandbox SANDBOX = Sandbox.start(SandboxConfig.fixed(
                    Instant.parse("2026-11-01T00:00:00Z"),
                    Instant.parse("2026-11-05T00:00:00Z"),
                    InstantSource.fixed(Instant.parse("2026-11-06T00:00:00Z")),
                    5_000,
                    100)
            .withBehaviour(Behaviour.calm()));
    private static final String WINDOW = "fromTimestamp=2026-11-02T00:00:00Z&toTimestamp=2026-11-03T00:00:00Z";
    private static final String PAGE = "/public/traces?limit=100&orderBy=timestamp.asc&" + WINDOW;

    private final Caller caller = Caller.of(SANDBOX);
    private final Caller other = new Caller(SANDBOX, SANDBOX.projects().get(1));

    @AfterEach
    void end() {
        SANDBOX.faults().clear();
    }

    @AfterAll
    static void stop() {
        SANDBOX.close();
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource({
        "RATE_LIMITED, 429, application/json, rate_limited",
        "RATE_LIMITED_WITHOUT_HEADERS, 429, application/json, rate_limited",
        "RATE_LIMITED_PLAIN_TEXT, 429, text/plain, Rate limit exceeded",
        "INTERNAL_ERROR, 500, text/html, <h1>500",
        "BAD_GATEWAY, 502, text/html, <h1>502",
        "UNAVAILABLE, 503, text/html, <h1>503",
        "GATEWAY_TIMEOUT, 504, text/html, <h1>504",
        "EDGE_TIMEOUT, 524, text/html, <h1>524",
        "WRONG_CONTENT_TYPE, 200, text/html, <h1>Sign in",
        "UNAUTHORIZED, 401, application/json, Invalid credentials",
        "FORBIDDEN, 403, application/json, ForbiddenError",
        "ENDPOINT_GONE, 404, application/json, events_only",
        "BAD_REQUEST, 400, application/json, Invalid request data",
        "QUERY_TIMEOUT, 422, application/json, timed out",
        "RESPONSE_TOO_LARGE, 422, application/json, PayloadTooLargeError",
        "CONTENT_TOO_LARGE, 413, application/json, PayloadTooLargeError"
    })
    void answersWithTheStatusAndTheTextOfTheFault(Fault fault, int status, String type, String text) {
        SANDBOX.faults().add(FaultRule.of(fault).times(1));
        HttpResponse<String> answer = caller.answer(PAGE);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(type);
        assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(fault == Fault.RATE_LIMITED);
        assertThat(answer.body()).contains(text);
        assertThat(caller.answer(PAGE).statusCode()).isEqualTo(200);
    }

    @Test
    void strikesOnlyTheEndpointAndTheProjectItIsFor() {
        SANDBOX.faults()
                .add(FaultRule.of(Fault.FORBIDDEN)
                        .at("/metrics/daily")
                        .project(caller.project().id()));
        assertThat(caller.answer("/public/metrics/daily").statusCode()).isEqualTo(403);
        assertThat(other.answer("/public/metrics/daily").statusCode()).isEqualTo(200);
        assertThat(caller.answer(PAGE).statusCode()).isEqualTo(200);

        SANDBOX.faults().add(FaultRule.of(Fault.ENDPOINT_GONE).at("/traces/*"));
        assertThat(caller.answer("/public/traces/a").body()).contains("events_only");
        assertThat(caller.answer(PAGE).statusCode()).isEqualTo(200);
    }

    @Test
    void timesOutForLongWindowsOnly() {
        SANDBOX.faults().add(FaultRule.of(Fault.QUERY_TIMEOUT).longerThan(Duration.ofHours(24)));
        assertThat(caller.answer(PAGE).statusCode()).isEqualTo(200);
        assertThat(caller.answer(PAGE.replace("11-03", "11-04")).statusCode()).isEqualTo(422);
        assertThat(caller.answer("/public/traces").statusCode()).isEqualTo(422);
    }

    @Test
    void refusesOnlyAnswersOfMoreThanTheLimit() {
        long size = caller.answer(PAGE).body().getBytes(StandardCharsets.UTF_8).length;
        SANDBOX.faults().add(FaultRule.of(Fault.RESPONSE_TOO_LARGE).largerThan(size));
        assertThat(caller.answer(PAGE).statusCode()).isEqualTo(200);
        SANDBOX.faults().add(FaultRule.of(Fault.CONTENT_TOO_LARGE).largerThan(size - 1));
        assertThat(caller.answer(PAGE).statusCode()).isEqualTo(413);
        assertThat(caller.answer(PAGE.replace("limit=100", "limit=50")).statusCode())
                .isEqualTo(200);
        assertThat(SANDBOX.faults().rules().inForce().getLast().strikes()).isOne();
    }

    @Test
    void refusesOnlyRequestsForInputsAndOutputs() {
        SANDBOX.faults().add(FaultRule.of(Fault.RESPONSE_TOO_LARGE).onlyWithIo());
        assertThat(caller.answer(PAGE).statusCode()).isEqualTo(422);
        assertThat(caller.answer(PAGE + "&fields=core,metrics").statusCode()).isEqualTo(200);
        assertThat(caller.answer(PAGE + "&fields=core,io").statusCode()).isEqualTo(422);
    }

    @Test
    void repeatsRowsWithoutGoingBeyondTheLimitOrOutOfOrder() {
        List<String> truth = Caller.ids(caller.page(PAGE.substring(PAGE.indexOf('?') + 1)));
        SANDBOX.faults().add(FaultRule.of(Fault.REPEATED_ROWS).rows(7));
        List<String> repeated = Caller.ids(caller.page(PAGE.substring(PAGE.indexOf('?') + 1)));
        assertThat(repeated).hasSize(100);
        assertThat(repeated.stream().distinct().toList()).hasSizeBetween(93, 99).isEqualTo(truth.subList(0, (int)
                repeated.stream().distinct().count()));
    }

    @Test
    void goesBackInTimeShufflesRowsAndMovesTheTotal() {
        String query = PAGE.substring(PAGE.indexOf('?') + 1);
        List<String> truth = Caller.ids(caller.page(query));
        long back = SANDBOX.faults().add(FaultRule.of(Fault.BACK_IN_TIME).duration(Duration.ofMinutes(10)));
        assertThat(caller.page(query).getFirst().get("timestamp").asString()).startsWith("2026-11-01T23:5");
        SANDBOX.faults().remove(back);

        SANDBOX.faults().add(FaultRule.of(Fault.UNSORTED));
        assertThat(Caller.ids(caller.page(query)))
                .containsExactlyInAnyOrderElementsOf(truth)
                .isNotEqualTo(truth);

        SANDBOX.faults().add(FaultRule.of(Fault.MOVING_TOTAL));
        JsonNode once = caller.get(PAGE).at("/meta/totalItems");
        assertThat(caller.get(PAGE).at("/meta/totalItems")).isNotEqualTo(once);
    }

    @Test
    void setsTheServicesClockAndTheTimestampsWrong() {
        String query = PAGE.substring(PAGE.indexOf('?') + 1);
        JsonNode truth = caller.page(query).getFirst();
        SANDBOX.faults().add(FaultRule.of(Fault.WRONG_CLOCK).duration(Duration.ofDays(-30)));
        JsonNode wrong = caller.page(query).getFirst();
        assertThat(time(wrong, "createdAt")).isEqualTo(time(truth, "createdAt").minus(Duration.ofDays(30)));
        assertThat(time(wrong, "updatedAt")).isEqualTo(time(truth, "updatedAt").minus(Duration.ofDays(30)));
        assertThat(wrong.get("timestamp")).isEqualTo(truth.get("timestamp"));
        Instant date = ZonedDateTime.parse(
                        caller.answer(PAGE).headers().firstValue("Date").orElseThrow(),
                        DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
        assertThat(date).isBefore(Instant.now().minus(Duration.ofDays(29)));

        SANDBOX.faults().add(FaultRule.of(Fault.WRONG_TIMESTAMPS).duration(Duration.ofDays(2)));
        assertThat(time(caller.page(query).getFirst(), "timestamp"))
                .isEqualTo(time(truth, "timestamp").plus(Duration.ofDays(2)));
    }

    @Test
    void redirectsToItselfAndThenAnswersOrToAnotherHost() {
        SANDBOX.faults().add(FaultRule.of(Fault.REDIRECT).at("/traces"));
        HttpResponse<String> redirect = caller.answer(PAGE);
        assertThat(redirect.statusCode()).isEqualTo(307);
        String location = redirect.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith("/api/public/traces?limit=100&");
        assertThat(caller.answer(location.substring("/api".length())).statusCode())
                .isEqualTo(200);

        SANDBOX.faults()
                .add(FaultRule.of(Fault.REDIRECT_ELSEWHERE)
                        .at("/metrics/daily")
                        .location(URI.create("http://localhost:1/stolen")));
        assertThat(caller.answer("/public/metrics/daily").headers().firstValue("Location"))
                .hasValue("http://localhost:1/stolen");
    }

    @Test
    void sendsAFewKilobytesThatUnpackToManyMegabytes() throws Exception {
        SANDBOX.faults().add(FaultRule.of(Fault.GZIP_BOMB).bytes(50_000_000));
        String[] key =
                Caller.basic(caller.project().publicKey(), caller.project().secretKey());
        var request = HttpRequest.newBuilder(URI.create(SANDBOX.analyticsUri() + PAGE))
                .header("Accept-Encoding", "gzip")
                .headers(key)
                .build();
        HttpResponse<byte[]> bomb = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
        assertThat(bomb.headers().allValues("Content-Encoding")).containsExactly("gzip");
        assertThat(bomb.body()).hasSizeLessThan(100_000);
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(bomb.body()))) {
            assertThat(unpacked.skip(Long.MAX_VALUE)).isBetween(50_000_000L, 52_000_000L);
        }
    }

    @Test
    void answersLaterAndLaterStillWhenManyAsk() throws Exception {
        SANDBOX.faults()
                .add(FaultRule.of(Fault.SLOW).duration(Duration.ofMillis(200)).times(1));
        assertThat(millis(1)).isGreaterThanOrEqualTo(190);
        SANDBOX.faults().add(FaultRule.of(Fault.CONGESTED).duration(Duration.ofMillis(40)));
        long alone = millis(1);
        assertThat(millis(8)).isGreaterThan(alone + 100);
        assertThat(millis(1)).isLessThan(300);
    }

    /** Until all of so many requests at once are answered. */
    private long millis(int requests) throws InterruptedException {
        long begin = System.nanoTime();
        var threads = IntStream.range(0, requests)
                .mapToObj(n -> Thread.startVirtualThread(() -> caller.answer("/public/projects")))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }

    private static Instant time(JsonNode trace, String member) {
        return Instant.parse(trace.get(member).asString());
    }
}
