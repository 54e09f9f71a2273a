package io.tracelake.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.app.config.HostPort;
import io.tracelake.app.config.StreamsSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    @Test
    void aSecondUpListensElsewhereUnlessItIsToldWhere() throws Exception {
        try (var taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var address = new HostPort("127.0.0.1", taken.getLocalPort());

            HostPort elsewhere = FreePorts.orDefault(listening(address, true)).listen();
            assertThat(elsewhere.host()).isEqualTo("127.0.0.1");
            assertThat(elsewhere.port()).isPositive().isNotEqualTo(address.port());
            assertThat(FreePorts.orDefault(listening(address, false)).listen()).isEqualTo(address);
        }
    }

    @Test
    void anyFreePortIsOneThatCanBeTold() {
        assertThat(FreePorts.orDefault(listening(new HostPort("127.0.0.1", 0), false))
                        .listen()
                        .port())
                .isPositive();
    }

    @Test
    void theFirstOneListensWhereTheDocumentsSay() throws Exception {
        HostPort free;
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            free = new HostPort("127.0.0.1", socket.getLocalPort());
        }
        assertThat(FreePorts.orDefault(listening(free, true)).listen()).isEqualTo(free);
    }

    private static StreamsSettings listening(HostPort address, boolean byDefault) {
        var second = Duration.ofSeconds(1);
        return new StreamsSettings(second, 64, second, 1, 0, Path.of("state"), address, byDefault, null);
    }
}
