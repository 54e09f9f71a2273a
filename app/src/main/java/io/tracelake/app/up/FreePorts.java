package io.tracelake.app.up;

import io.tracelake.app.config.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * A port for what listens on its own. A second {@code up} on the same machine finds the default one taken, which is no
 * reason not to start; a port that somebody has set is used as it is, and 0 becomes one that can be told.
 */
final class FreePorts {
    private FreePorts() {}

    /** @param byDefault whether nobody has said where to listen */
    static HostPort orDefault(HostPort listen, boolean byDefault) {
        boolean usable = listen.port() != 0 && (!byDefault || canListen(listen));
        if (usable) {
            return listen;
        }
        try (var any = new ServerSocket()) {
            any.bind(new InetSocketAddress(listen.host(), 0));
            return new HostPort(listen.host(), any.getLocalPort());
        } catch (IOException e) {
            return listen;
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
