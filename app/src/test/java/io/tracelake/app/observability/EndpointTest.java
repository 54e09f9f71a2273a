package io.tracelake.app.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracelake.app.config.ConfigurationException;
import io.tracelake.app.config.HostPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class EndpointTest {
    private static final HostPort ANY = new HostPort("127.0.0.1", 0);

    private final AtomicBoolean live = new AtomicBoolean(true);
    private final AtomicBoolean ready = new AtomicBoolean();
    private final List<RoleHealth> roles =
            List.of(new RoleHealth("sink", live::get, ready::get), new RoleHealth("streams", () -> true, () -> true));

    @Test
    void isReadyOnlyWhenEveryRoleIs() throws Exception {
        try (var endpoint = Endpoint.start(ANY, false, () -> "", roles)) {
            var waiting = ask(endpoint, "GET", "/health/ready");
            assertThat(waiting.statusCode()).isEqualTo(503);
            assertThat(waiting.body())
                    .isEqualToIgnoringNewLines("{\"status\":\"not ready\",\"roles\":["
                            + "{\"role\":\"sink\",\"live\":true,\"ready\":false},"
                            + "{\"role\":\"streams\",\"live\":true,\"ready\":true}]}");
            assertThat(ask(endpoint, "GET", "/health/live").statusCode()).isEqualTo(200);

            ready.set(true);
            assertThat(ask(endpoint, "GET", "/health/ready").statusCode()).isEqualTo(200);
            assertThat(ask(endpoint, "GET", "/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aDeadRoleIsNeitherLiveNorReady() throws Exception {
        live.set(false);
        ready.set(true);
        try (var endpoint = Endpoint.start(ANY, false, () -> "", roles)) {
            assertThat(ask(endpoint, "GET", "/health/live").statusCode()).isEqualTo(503);
            assertThat(ask(endpoint, "GET", "/health/ready").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void tellsErrorsAsProblemsAndKeepsTheirCauseInTheLog() throws Exception {
        var failing = Endpoint.start(
                ANY,
                false,
                () -> {
                    throw new IllegalStateException("inside");
                },
                roles);
        try (failing) {
            var bug = ask(failing, "GET", "/metrics");
            assertThat(bug.statusCode()).isEqualTo(500);
            assertThat(bug.body()).contains("\"status\":500").doesNotContain("inside");
            assertThat(bug.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(ask(failing, "GET", "/metrics/more").statusCode()).isEqualTo(404);
            assertThat(ask(failing, "POST", "/metrics").statusCode()).isEqualTo(405);
        }
    }

    @Test
    void takesAnotherPortOnlyIfNobodyHasSetOne() throws Exception {
        try (var first = Endpoint.start(ANY, false, () -> "first", roles)) {
            try (var second = Endpoint.start(first.address(), true, () -> "second", roles)) {
                assertThat(ask(second, "GET", "/metrics").body()).isEqualTo("second");
                assertThat(ask(first, "GET", "/metrics").body()).isEqualTo("first");
            }
            assertThatThrownBy(() -> Endpoint.start(first.address(), false, () -> "", roles))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith("metrics.listen: cannot listen on " + first.address());
        }
    }

    @Test
    void knowsWhetherOthersCanReachIt() {
        try (var loopback = Endpoint.start(ANY, false, () -> "", roles);
                var everywhere = Endpoint.start(new HostPort("0.0.0.0", 0), false, () -> "", roles)) {
            assertThat(loopback.isOpen()).isFalse();
            assertThat(everywhere.isOpen()).isTrue();
        }
    }

    private static HttpResponse<String> ask(Endpoint endpoint, String method, String path)
            throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://" + endpoint.address() + path))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
