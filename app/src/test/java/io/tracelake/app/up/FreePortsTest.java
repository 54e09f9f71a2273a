package io.tracelake.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.app.config.HostPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    @Test
    void aSecondUpListensElsewhereUnlessItIsToldWhere() throws Exception {
        try (var taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var address = new HostPort("127.0.0.1", taken.getLocalPort());

            HostPort elsewhere = FreePorts.orDefault(address, true);
            assertThat(elsewhere.host()).isEqualTo("127.0.0.1");
            assertThat(elsewhere.port()).isPositive().isNotEqualTo(address.port());
            assertThat(FreePorts.orDefault(address, false)).isEqualTo(address);
        }
    }

    @Test
    void anyFreePortIsOneThatCanBeTold() {
        assertThat(FreePorts.orDefault(new HostPort("127.0.0.1", 0), false).port())
                .isPositive();
    }

    @Test
    void theFirstOneListensWhereTheDocumentsSay() throws Exception {
        HostPort free;
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            free = new HostPort("127.0.0.1", socket.getLocalPort());
        }
        assertThat(FreePorts.orDefault(free, true)).isEqualTo(free);
    }
}
