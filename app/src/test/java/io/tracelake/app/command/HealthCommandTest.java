package io.tracelake.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthCommandTest {
    @TempDir
    Path directory;

    private HttpServer process;

    @BeforeEach
    void start() throws IOException {
        process = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        answer("/health/live", 200, "{\"status\":\"live\"}");
        answer("/health/ready", 503, "{\"status\":\"not ready\"}");
        answer("/elsewhere", 302, "");
        process.start();
    }

    @AfterEach
    void stop() {
        process.stop(0);
    }

    @Test
    void aProcessThatIsAtWorkButNotReadyFailsUnlessOnlyLifeIsAskedFor() throws IOException {
        var ready = Ran.with(config("127.0.0.1:" + port()), "health");
        assertThat(ready.status()).isEqualTo(1);
        assertThat(ready.json().get("status").asString()).isEqualTo("not ready");

        var live = Ran.with(config("127.0.0.1:" + port()), "health", "--live");
        assertThat(live.status()).isZero();
        assertThat(live.json().get("status").asString()).isEqualTo("live");
    }

    @Test
    void whatListensEverywhereIsAskedOnLoopback() throws IOException {
        assertThat(Ran.with(config("0.0.0.0:" + port()), "health", "--live").status())
                .isZero();
    }

    @Test
    void asksAnyOtherAddressAndTakesOnly200ForHealth() throws IOException {
        var config = config("127.0.0.1:1");
        assertThat(Ran.with(config, "health", "--url", url("/health/live")).status())
                .isZero();
        assertThat(Ran.with(config, "health", "--url", url("/elsewhere")).status())
                .isEqualTo(1);
        assertThat(Ran.with(config, "health", "--url", url("/nothing")).status())
                .isEqualTo(1);
        assertThat(Ran.with(config, "health", "--url", "file:///etc/hostname").status())
                .isEqualTo(1);
        assertThat(Ran.with(config, "health", "--live", "--url", url("/")).status())
                .isEqualTo(2);
    }

    @Test
    void saysInOneLineThatNobodyAnswers() throws IOException {
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        var ran = Ran.with(config("127.0.0.1:" + free), "health");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err())
                .contains("http://127.0.0.1:" + free + "/health/ready")
                .hasLineCount(1);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    private int port() {
        return process.getAddress().getPort();
    }

    private Path config(String listen) throws IOException {
        return Files.writeString(directory.resolve("tracelake.yml"), "metrics:\n  listen: " + listen + "\n");
    }

    private void answer(String path, int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        process.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Location", "/health/live");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
