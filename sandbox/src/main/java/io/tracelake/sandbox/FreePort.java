package io.tracelake.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port that nobody listens on. It must be known before the server starts, so that one can start there again. */
final class FreePort {
    private FreePort() {}

    static int find(String host) {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new SandboxException("The sandbox cannot listen on " + host + ": " + e.getMessage(), e);
        }
    }
}
