package io.tracelake.streams.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tracelake.schemas.UsageScope;
import io.tracelake.streams.aggregate.Granularity;
import io.tracelake.streams.query.Owner;
import io.tracelake.streams.query.UsageQuery;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ForwardingTest {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    @Test
    void passesOnWhatTheOwnerSays() throws Exception {
        try (var owner = OtherServer.answering("HTTP/1.1 200 OK", "application/json", 2, "{}")) {
            assertThat(new String(ask(owner, null).readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("{}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a+b", "a&to=x", "a#b", "a%2Fb", "ünï", "\uD83D\uDE80", "a\r\nHost: x", "", "a,b"})
    void asksForExactlyTheTagThatWasAskedFor(String tag) throws Exception {
        try (var owner = OtherServer.answering("HTTP/1.1 200 OK", "application/json", 2, "{}")) {
            ask(owner, tag).close();

            assertThat(owner.request())
                    .startsWith("GET /usage?project=p&tag=" + Instance.encoded(tag) + "&scope=TAG&granularity=daily"
                            + "&from=2026-03-01T00%3A00%3A00Z&to=2026-03-02T00%3A00%3A00Z HTTP/1.1\r\n")
                    .contains("\r\n" + Forwarding.HEADER + ": 1\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 500 Oops",
                "HTTP/1.1 503 Later",
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/",
                "HTTP/1.1 204 Nothing"
            })
    void takesNothingButUsageForAnAnswer(String status) throws Exception {
        try (var owner = OtherServer.answering(status, "application/json", 0, "")) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> ask(owner, null));
        }
    }

    @Test
    void takesNothingButJsonForAnAnswer() throws Exception {
        try (var owner = OtherServer.answering("HTTP/1.1 200 OK", "text/html", 2, "{}")) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> ask(owner, null));
        }
    }

    @Test
    void failsIfTheOwnerBreaksOff() throws Exception {
        try (var owner = OtherServer.answering("HTTP/1.1 200 OK", "application/json", 10, "{")) {
            InputStream body = ask(owner, null);
            owner.breakOff();

            assertThatExceptionOfType(IOException.class).isThrownBy(body::readAllBytes);
        }
    }

    @Test
    void failsIfTheOwnerStallsInTheMiddle() throws Exception {
        try (var owner = OtherServer.answering("HTTP/1.1 200 OK", "application/json", 10, "{")) {
            InputStream body = ask(owner, null);

            assertThatExceptionOfType(IOException.class).isThrownBy(body::readAllBytes);
        }
    }

    @Test
    void failsIfTheOwnerNeverAnswers() throws Exception {
        try (var deaf = new ServerSocket(0)) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> ask(deaf.getLocalPort(), null));
        }
    }

    @Test
    void failsIfTheOwnerIsGone() throws Exception {
        int port;
        try (var gone = new ServerSocket(0)) {
            port = gone.getLocalPort();
        }
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> ask(port, null));
    }

    private static InputStream ask(OtherServer owner, @Nullable String tag) throws Exception {
        return ask(owner.port(), tag);
    }

    private static InputStream ask(int port, @Nullable String tag) throws Exception {
        var from = Instant.parse("2026-03-01T00:00:00Z");
        var query = new UsageQuery(
                "p", Granularity.DAILY, from, from.plus(Duration.ofDays(1)), tag == null ? null : UsageScope.TAG, tag);
        return new Forwarding(PATIENCE).ask(new Owner.Another("127.0.0.1", port), query);
    }
}
