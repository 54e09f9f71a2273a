package io.tracelake.system.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Carries the connections of one port to another, until it is cut or stalled. Who is behind it can be reached through it
 * alone.
 */
final class Wire implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;
    private static final long LOOK_AGAIN_NANOS = 20_000_000;

    private enum State {
        WHOLE,
        CUT,
        STALLED
    }

    private final ServerSocket entrance;
    private final InetSocketAddress target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile State state = State.WHOLE;

    private Wire(ServerSocket entrance, InetSocketAddress target) {
        this.entrance = entrance;
        this.target = target;
    }

    static Wire open(int from, int to) {
        try {
            var entrance = new ServerSocket();
            entrance.setReuseAddress(true);
            entrance.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), from));
            var wire = new Wire(entrance, new InetSocketAddress(InetAddress.getLoopbackAddress(), to));
            Thread.ofVirtual().start(wire::accept);
            return wire;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connections end, and so does every new one. */
    void cut() {
        state = State.CUT;
        open.forEach(Wire::end);
    }

    /** Connections stay, new ones are accepted, but not a byte comes through: what a lost network looks like. */
    void stall() {
        state = State.STALLED;
    }

    /** New connections work. Those that were stalled go on where they were, as after a repaired network. */
    void mend() {
        state = State.WHOLE;
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                var client = entrance.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        var server = new Socket();
        open.add(client);
        open.add(server);
        try {
            awaitPassage();
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(target);
            var back = Thread.ofVirtual().start(() -> carry(server, client));
            carry(client, server);
            back.join();
        } catch (IOException nobodyThere) {
            // The client sees its connection end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(client);
            end(server);
            open.remove(client);
            open.remove(server);
        }
    }

    private void carry(Socket from, Socket to) {
        var buffer = new byte[BUFFER];
        try {
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                awaitPassage();
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (IOException ended) {
            // Either side has gone; the other hears of it.
        } finally {
            end(from);
            end(to);
        }
    }

    private void awaitPassage() throws IOException {
        while (state == State.STALLED && !entrance.isClosed()) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        if (state != State.WHOLE) {
            throw new IOException("cut");
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        cut();
    }
}
