package io.tracelake.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ServiceTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final SettableClock clock = new SettableClock(NOW);
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults(clock));
    private final Caller caller = Caller.of(sandbox);
    private final SandboxProject other = sandbox.projects().get(1);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void secretAloneDecidesTheProject() {
        var answer = Caller.send(
                sandbox.analyticsUri() + "/public/projects",
                Caller.basic(other.publicKey(), caller.project().secretKey()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Caller.parse(answer.body()).at("/data/0/id").asString())
                .isEqualTo(caller.project().id());
    }

    @Test
    void refusesMissingAndUnknownCredentials() {
        String uri = sandbox.analyticsUri() + "/public/traces";
        var none = Caller.send(uri);
        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.body()).isEqualTo("{\"message\":\"No authorization header\"}");
        var wrong = Caller.send(uri, Caller.basic(other.publicKey(), "sk-lf-wrong"));
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).contains("Invalid credentials. Confirm that you've configured the correct host.");
        assertThat(Caller.send(uri, "Authorization", "Bearer " + other.publicKey())
                        .statusCode())
                .isEqualTo(403);
        assertThat(Caller.send(sandbox.analyticsUri() + "/public/health").statusCode())
                .isEqualTo(200);
    }

    @Test
    void restartShowsTheSameTraces() {
        String query = "orderBy=id.asc&fromTimestamp=2026-11-20T10:00:00Z&toTimestamp=2026-11-20T12:00:00Z";
        clock.advance(Duration.ofMinutes(7));
        var before = caller.allPages(query);
        try (Sandbox again = Sandbox.start(SandboxConfig.defaults(NOW, clock))) {
            assertThat(Caller.of(again).allPages(query)).isNotEmpty().isEqualTo(before);
            assertThat(again.projects()).isEqualTo(sandbox.projects());
        }
    }

    @Test
    void liveTrafficFollowsHistoryAtTheConfiguredRate() {
        long before = total();
        clock.advance(Duration.ofMinutes(10));
        // 11/20 of 20 a second, less the few that are still to arrive
        assertThat(total() - before).isBetween(6_400L, 6_650L);
    }

    @Test
    void lateArrivalsFillInBehindTheNewestTraces() {
        clock.advance(Duration.ofMinutes(10));
        String window = "fromTimestamp=2026-11-20T12:06:00Z&toTimestamp=2026-11-20T12:09:00Z";
        var first = Caller.ids(caller.allPages("fields=core&orderBy=id.asc&" + window));
        clock.advance(Duration.ofMinutes(6));
        var later = Caller.ids(caller.allPages("fields=core&orderBy=id.asc&" + window));
        assertThat(later).containsAll(first).hasSizeGreaterThan(first.size());
    }

    @Test
    void costLatencyAndObservationsGrowWithoutUpdatedAt() {
        clock.advance(Duration.ofMinutes(1));
        String window =
                "orderBy=timestamp.asc&limit=100&fromTimestamp=2026-11-20T12:00:10Z&toTimestamp=2026-11-20T12:00:19Z";
        var early = caller.page(window);
        clock.advance(Duration.ofHours(2));
        assertThat(early).anySatisfy(trace -> {
            JsonNode now = caller.get("/public/traces/" + trace.get("id").asString());
            assertThat(now.get("updatedAt")).isEqualTo(trace.get("updatedAt"));
            assertThat(now.get("totalCost").asDouble())
                    .isGreaterThan(trace.get("totalCost").asDouble());
            assertThat(now.get("latency").asDouble())
                    .isGreaterThan(trace.get("latency").asDouble());
            assertThat(now.get("observations").size())
                    .isGreaterThan(trace.get("observations").size());
        });
    }

    @Test
    void faultsTakeEffectOnDemandAndEnd() {
        sandbox.faults().answerNext(2, 429);
        assertThat(caller.answer("/public/health").headers().firstValue("Retry-After"))
                .hasValue("1");
        assertThat(caller.answer("/public/health").statusCode()).isEqualTo(429);
        assertThat(caller.answer("/public/health").statusCode()).isEqualTo(200);
        sandbox.faults().revokeKey(caller.project().id());
        assertThat(caller.answer("/public/traces").statusCode()).isEqualTo(401);
        assertThat(new Caller(sandbox, other).answer("/public/traces").statusCode())
                .isEqualTo(200);
        sandbox.faults().restoreKey(caller.project().id());
        assertThat(caller.answer("/public/traces").statusCode()).isEqualTo(200);
    }

    @Test
    void aBrokenPathFailsUntilItIsMendedAndRequestsAreCounted() {
        sandbox.faults().breakPath("/metrics/daily", 500);
        sandbox.faults().watch("/metrics/daily");
        assertThat(caller.answer("/public/metrics/daily?limit=1").statusCode()).isEqualTo(500);
        assertThat(caller.answer("/public/traces?limit=1").statusCode()).isEqualTo(200);
        sandbox.faults().mend("/metrics/daily");
        assertThat(caller.answer("/public/metrics/daily?limit=1").statusCode()).isEqualTo(200);
        assertThat(sandbox.faults().seen("/metrics/daily")).isEqualTo(2);
    }

    @Test
    void unknownPathsAreNotFound() {
        assertThat(caller.answer("/public/nonsense").statusCode()).isEqualTo(404);
        assertThat(Caller.send(sandbox.organizationsUri() + "/nonsense").body()).contains("\"errors\"");
    }

    @Test
    void portInUseIsOneClearMessage() {
        int port = sandbox.analyticsUri().getPort();
        assertThatThrownBy(() -> Sandbox.start(SandboxConfig.defaults(clock).withAddress("127.0.0.1", port)))
                .isInstanceOf(SandboxException.class)
                .hasMessage("The sandbox cannot listen on 127.0.0.1:" + port + ": the port is in use");
    }

    @Test
    void organisationsNeedBothHeadersAndGiveSecretsOnlyWhenAsked() {
        String list = sandbox.organizationsUri() + "/organizations/" + sandbox.organizationId() + "/projects";
        String[] both = {"Api-Key", sandbox.apiKey(), "Authorization", "Bearer " + sandbox.token()};
        var none = Caller.send(list, "Authorization", "Bearer " + sandbox.token());
        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.body()).contains("\"errors\"");
        assertThat(Caller.parse(Caller.send(list + "?forceRefresh=true", both).body())
                        .get("data")
                        .size())
                .isEqualTo(3);

        var plain = Caller.send(list + "/" + other.id(), both);
        assertThat(plain.body()).doesNotContain(other.secretKey());
        JsonNode full = Caller.parse(Caller.send(list + "/" + other.id() + "?secret=true&include=apiKeys", both)
                .body());
        assertThat(full.at("/meta/secrets/secretKey").asString()).isEqualTo(other.secretKey());
        assertThat(full.at("/included/0/attributes/publicKey").asString()).isEqualTo(other.publicKey());
        assertThat(full.at("/included/0/attributes/encryptedSecretKey").asString())
                .isNotEmpty()
                .isNotEqualTo(other.secretKey());
        assertThat(Caller.send(list + "/nobody", both).statusCode()).isEqualTo(404);
        assertThat(other.toString()).doesNotContain(other.secretKey());
    }

    private long total() {
        return caller.get("/public/traces?limit=1").at("/meta/totalItems").asLong();
    }
}
