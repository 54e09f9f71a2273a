package io.tracelake.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.sandbox.limit.Bucket;
import io.tracelake.sandbox.limit.Limit;
import io.tracelake.sandbox.limit.RateLimits;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:30Z");
    private static final RateLimits LIMITS =
            RateLimits.none().with(Bucket.TRACES, Limit.parse("5/1m")).with(Bucket.DAILY_METRICS, Limit.parse("3/1d"));

    private final SettableClock clock = new SettableClock(NOW);
    private Sandbox sandbox = Sandbox.start(SandboxConfig.defaults(clock).withLimits(LIMITS));

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void servesOneLessThanTheLimitToAllProjectsTogetherAndSaysWhenToComeBack() {
        Caller caller = Caller.of(sandbox);
        Caller other = new Caller(sandbox, sandbox.projects().get(1));
        assertThat(status(caller)).isEqualTo(200);
        clock.advance(Duration.ofMillis(19_500));
        assertThat(status(other)).isEqualTo(200);
        assertThat(caller.answer("/public/traces/unknown").statusCode()).isEqualTo(404);
        assertThat(status(other)).isEqualTo(200);

        HttpResponse<String> refused = caller.answer("/public/traces?limit=1");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("41");
        assertThat(refused.headers().firstValue("X-RateLimit-Limit")).hasValue("5");
        assertThat(refused.headers().firstValue("X-RateLimit-Remaining")).hasValue("0");
        assertThat(refused.headers().firstValue("X-RateLimit-Reset"))
                .hasValue("Fri Nov 20 2026 12:01:30 GMT+0000 (Coordinated Universal Time)");
        assertThat(refused.body())
                .isEqualTo("{\"message\":\"Rate limit exceeded\",\"code\":\"rate_limited\",\"details\":{"
                        + "\"retryAfterSeconds\":41,\"limit\":5,\"remaining\":0,"
                        + "\"resetAt\":\"2026-11-20T12:01:30.000Z\"}}");
    }

    @Test
    void opensTheNextWindowWithTheFirstRequestAfterTheEndOfTheOneBefore() {
        Caller caller = Caller.of(sandbox);
        for (int n = 0; n < 4; n++) {
            assertThat(status(caller)).isEqualTo(200);
        }
        clock.advance(Duration.ofMillis(59_999));
        assertThat(status(caller)).isEqualTo(429);
        clock.advance(Duration.ofMillis(20_001));
        assertThat(status(caller)).isEqualTo(200);

        var windows = sandbox.limiter().windows(Bucket.TRACES);
        assertThat(windows).hasSize(2);
        assertThat(windows.getFirst().requests()).isEqualTo(5);
        assertThat(windows.getFirst().refused()).isOne();
        assertThat(windows.getLast().start()).isEqualTo(NOW.plusSeconds(80));
    }

    @Test
    void limitsNeitherOtherBucketsNorHealthNorTheCredentialCheck() {
        Caller caller = Caller.of(sandbox);
        for (int n = 0; n < 6; n++) {
            status(caller);
            assertThat(caller.answer("/public/projects").statusCode()).isEqualTo(200);
            assertThat(caller.answer("/public/health").statusCode()).isEqualTo(200);
        }
        assertThat(caller.answer("/public/metrics/daily").statusCode()).isEqualTo(200);
        assertThat(caller.answer("/public/metrics/daily").statusCode()).isEqualTo(200);
        assertThat(caller.answer("/public/metrics/daily").statusCode()).isEqualTo(429);

        assertThat(sandbox.limiter().requests(Bucket.TRACES)).isEqualTo(6);
        assertThat(sandbox.limiter().refused(Bucket.TRACES)).isEqualTo(2);
        assertThat(sandbox.limiter().requests(Bucket.DAILY_METRICS)).isEqualTo(3);
        assertThat(sandbox.limiter().refused(Bucket.DAILY_METRICS)).isOne();
        assertThat(Caller.send(sandbox.analyticsUri().resolve("/sandbox/limits").toString())
                        .body())
                .isEqualTo("{\"traces\":{\"requests\":6,\"refused\":2},"
                        + "\"daily-metrics\":{\"requests\":3,\"refused\":1}}");
    }

    @Test
    void wrongKeysUseNoQuota() {
        String uri = sandbox.analyticsUri() + "/public/traces";
        for (int n = 0; n < 10; n++) {
            assertThat(Caller.send(uri, Caller.basic("pk-lf-none", "sk-lf-none"))
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(sandbox.limiter().requests(Bucket.TRACES)).isZero();
    }

    @Test
    void refusesInPlainTextLikeAnOldServer() {
        sandbox.close();
        sandbox = Sandbox.start(SandboxConfig.defaults(clock)
                .withLimits(RateLimits.none()
                        .with(Bucket.TRACES, 1, Duration.ofMinutes(1))
                        .withPlainText()));
        HttpResponse<String> refused = Caller.of(sandbox).answer("/public/traces");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("text/plain");
        assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
        assertThat(refused.body()).isEqualTo("Rate limit exceeded");
    }

    private static int status(Caller caller) {
        return caller.answer("/public/traces?limit=1").statusCode();
    }
}
