package io.tracelake.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tracelake.sandbox.fault.Fault;
import io.tracelake.sandbox.fault.FaultRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to the bytes of an answer. */
class WireFaultTest {
    private static final String PAGE = "/public/traces?limit=100&orderBy=timestamp.asc";
    private static final Sandbox SANDBOX = Sandbox.start(SandboxConfig.fixed(
            Instant.parse("2026-11-01T00:00:00Z"),
            Instant.parse("2026-11-05T00:00:00Z"),
            InstantSource.fixed(Instant.parse("2026-11-06T00:00:00Z")),
            500));

    private final Caller caller = Caller.of(SANDBOX);

    @AfterEach
    void end() {
        SANDBOX.faults().clear();
    }

    @AfterAll
    static void stop() {
        SANDBOX.close();
    }

    @Test
    void cutsABodyShortOfItsContentLength() {
        String whole = caller.answer(PAGE).body();
        suffer(FaultRule.of(Fault.CUT_SHORT));
        Wire cut = Wire.get(caller, PAGE);
        assertThat(cut.head()).startsWith("HTTP/1.1 200 OK");
        assertThat(cut.end()).isEqualTo("closed");
        assertThat(cut.body()).isNotEmpty().hasSizeLessThan(cut.contentLength());
        assertThat(whole).startsWith(cut.body().substring(0, cut.body().length() - 1));
    }

    @Test
    void endsAChunkedBodyWithoutItsLastChunk() {
        suffer(FaultRule.of(Fault.ENDLESS_CHUNKS));
        Wire cut = Wire.get(caller, PAGE);
        assertThat(cut.head().toLowerCase(Locale.ROOT)).contains("transfer-encoding: chunked");
        assertThat(cut.contentLength()).isEqualTo(-1);
        assertThat(cut.body()).contains("{\"data\":[").doesNotEndWith("0\r\n\r\n");
        assertThat(cut.end()).isEqualTo("closed");
    }

    @Test
    void resetsTheConnectionInTheMiddleOfAnAnswer() {
        suffer(FaultRule.of(Fault.RESET));
        Wire cut = Wire.get(caller, PAGE);
        assertThat(cut.end()).isEqualTo("Connection reset");
    }

    @Test
    void closesTheConnectionInThePlaceOfAnAnswer() {
        suffer(FaultRule.of(Fault.NO_ANSWER));
        assertThat(Wire.get(caller, PAGE)).isEqualTo(new Wire("", "closed"));
    }

    @Test
    void stallsInTheMiddleAndThenGoesOn() {
        String whole = caller.answer(PAGE).body();
        suffer(FaultRule.of(Fault.STALL).duration(Duration.ofMillis(400)));
        long begin = System.nanoTime();
        assertThat(caller.answer(PAGE).body()).isEqualTo(whole);
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)).isGreaterThanOrEqualTo(390);
    }

    @Test
    void servesTheNextRequestOfAConnectionAfterAStall() {
        suffer(FaultRule.of(Fault.STALL).duration(Duration.ofMillis(50)).times(1));
        for (int n = 0; n < 3; n++) {
            assertThat(caller.answer(PAGE).statusCode()).isEqualTo(200);
        }
        assertThat(SANDBOX.faults().rules().inForce().getFirst().strikes()).isOne();
    }

    @Test
    void refusesConnectionsForAWhileAndThenListensAtTheSamePort() {
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> {
                    // again, for a machine that is busy may sleep through a whole outage
                    suffer(FaultRule.of(Fault.CONNECTION_REFUSED)
                            .duration(Duration.ofSeconds(1))
                            .times(1));
                    return isRefusedAfter(Wire.get(caller, PAGE));
                });
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> Wire.get(caller, PAGE).head().startsWith("HTTP/1.1 200 OK"));
    }

    private static boolean isRefusedAfter(Wire last) throws IOException {
        assertThat(last.end()).isNotEqualTo("silent");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (System.nanoTime() < end) {
            try (var socket = new Socket(
                    SANDBOX.analyticsUri().getHost(), SANDBOX.analyticsUri().getPort())) {
                assertThat(socket.isConnected()).isTrue();
            } catch (ConnectException e) {
                return true;
            }
        }
        return false;
    }

    @Test
    void speaksNoTls() {
        String uri = "https://127.0.0.1:" + SANDBOX.analyticsUri().getPort() + "/api/public/health";
        assertThatThrownBy(() -> Caller.send(uri)).hasRootCauseInstanceOf(SSLException.class);
    }

    private static void suffer(FaultRule rule) {
        SANDBOX.faults().add(rule.at("/traces"));
    }
}
