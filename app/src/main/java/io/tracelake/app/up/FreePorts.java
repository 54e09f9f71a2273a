package io.tracelake.app.up;

import io.tracelake.app.config.HostPort;
import io.tracelake.app.config.StreamsSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * A port for {@code GET /usage}. A second {@code up} on the same machine finds the default one taken, which is no reason
 * not to start; a port that somebody has set is used as it is, and 0 becomes one that can be told.
 */
final class FreePorts {
    private FreePorts() {}

    static StreamsSettings orDefault(StreamsSettings streams) {
        HostPort listen = streams.listen();
        boolean usable = listen.port() != 0 && (!streams.listenByDefault() || canListen(listen));
        if (usable) {
            return streams;
        }
        try (var any = new ServerSocket()) {
            any.bind(new InetSocketAddress(listen.host(), 0));
            return streams.listeningAt(new HostPort(listen.host(), any.getLocalPort()));
        } catch (IOException e) {
            return streams;
        }
    }

    private static boolean canListen(HostPort address) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address.host(), address.port()));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
