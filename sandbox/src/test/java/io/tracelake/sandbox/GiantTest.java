package io.tracelake.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracelake.sandbox.fault.Fault;
import io.tracelake.sandbox.fault.FaultRule;
import io.tracelake.sandbox.traffic.Behaviour;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GiantTest {
    private static final SandboxConfig CONFIG = SandboxConfig.fixed(
            Instant.parse("2026-11-01T00:00:00Z"),
            Instant.parse("2026-11-05T00:00:00Z"),
            InstantSource.fixed(Instant.parse("2026-11-06T00:00:00Z")),
            200);

    @Test
    void sendsPayloadsOfTheSizeAndHashItTells() throws Exception {
        try (Sandbox sandbox = start(200_001)) {
            Caller caller = Caller.of(sandbox);
            Set<String> hashes = new HashSet<>();
            for (JsonNode row : caller.page("limit=5")) {
                String id = row.get("id").asString();
                SentPayload sent = sandbox.payload(caller.project().id(), id);
                assertThat(sent.inputBytes()).isEqualTo(100_000);
                assertThat(sent.outputBytes()).isEqualTo(100_001);
                assertThat(sha256(row.get("input"))).isEqualTo(sent.inputSha256());
                assertThat(sha256(row.get("output"))).isEqualTo(sent.outputSha256());
                assertThat(caller.get("/public/traces/" + id).get("input")).isEqualTo(row.get("input"));
                assertThat(hashes.add(sent.inputSha256())).isTrue();
                assertThat(hashes.add(sent.outputSha256())).isTrue();
                assertThat(Caller.send(sandbox.analyticsUri()
                                        .resolve("/sandbox/payloads/"
                                                + caller.project().id() + "/" + id)
                                        .toString())
                                .body())
                        .contains(sent.outputSha256());
            }
        }
    }

    @Test
    void streamsAPageThatDoesNotFitIntoMemory() throws Exception {
        try (Sandbox sandbox = start(20_000_000)) {
            HttpResponse<InputStream> answer = stream(Caller.of(sandbox));
            long announced = answer.headers().firstValueAsLong("Content-Length").orElseThrow();
            assertThat(announced).isGreaterThan(2_000_000_000L);
            try (InputStream body = answer.body()) {
                assertThat(body.readNBytes(5_000_000)).hasSize(5_000_000);
            }
        }
    }

    @Test
    void refusesWhatIsBeyondTheResponseLimitUntilLessIsAskedFor() {
        try (Sandbox sandbox = start(100_000)) {
            sandbox.faults().add(FaultRule.of(Fault.RESPONSE_TOO_LARGE).largerThan(1_000_000));
            Caller caller = Caller.of(sandbox);
            assertThat(caller.answer("/public/traces?limit=10").statusCode()).isEqualTo(422);
            assertThat(caller.answer("/public/traces?limit=9").statusCode()).isEqualTo(200);
            assertThat(caller.answer("/public/traces?limit=100&fields=core,metrics")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void cutsAStreamedPageShort() throws Exception {
        try (Sandbox sandbox = start(1_000_000)) {
            sandbox.faults().add(FaultRule.of(Fault.CUT_SHORT));
            HttpResponse<InputStream> answer = stream(Caller.of(sandbox));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void goesOnWithAStreamedPageAfterAStall() throws Exception {
        try (Sandbox sandbox = start(50_000)) {
            sandbox.faults().add(FaultRule.of(Fault.STALL).duration(Duration.ofMillis(100)));
            HttpResponse<InputStream> answer = stream(Caller.of(sandbox));
            long announced = answer.headers().firstValueAsLong("Content-Length").orElseThrow();
            assertThat(answer.body().readAllBytes()).hasSize((int) announced);
        }
    }

    private static Sandbox start(long payloadBytes) {
        return Sandbox.start(CONFIG.withBehaviour(Behaviour.realistic().withPayloadBytes(payloadBytes)));
    }

    private static HttpResponse<InputStream> stream(Caller caller) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(caller.sandbox().analyticsUri() + "/public/traces?limit=100"))
                .headers(Caller.basic(
                        caller.project().publicKey(), caller.project().secretKey()))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
    }

    /** Of the text as it was sent: the writer has no other way to put it. */
    private static String sha256(JsonNode value) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(value.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
