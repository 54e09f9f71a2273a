package io.tracelake.system.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that stay free while the process behind one of them is down: below those that a system hands out by itself, and
 * none twice.
 */
final class Ports {
    private static final int FIRST = 20_000;
    private static final int COUNT = 3_000;

    private final Set<Integer> given = new HashSet<>();
    private int next = ThreadLocalRandom.current().nextInt(COUNT);

    synchronized int next() {
        for (int attempt = 0; attempt < COUNT; attempt++) {
            int port = FIRST + next++ % COUNT;
            if (isFree(port) && given.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port from " + FIRST + " on is free");
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
