package io.tracelake.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** A host and a port on it that was free when asked. */
record Address(String host, int port) {
    /**
     * Two addresses on free ports, different from each other.
     *
     * <p>Kafka ends the whole process if it can't bind, so that is tried before.
     *
     * @throws BrokerStartException if a port is in use or the host isn't this machine's
     */
    static Pair free(String host, int port, String otherHost, int otherPort) {
        try (var socket = bind(host, port);
                var other = bind(otherHost, otherPort)) {
            return new Pair(new Address(host, socket.getLocalPort()), new Address(otherHost, other.getLocalPort()));
        } catch (IOException e) {
            throw new BrokerStartException("ports of the Kafka broker can't be released: " + e.getMessage(), e);
        }
    }

    private static ServerSocket bind(String host, int port) throws IOException {
        var socket = new ServerSocket();
        try {
            // As Kafka does: connections of an earlier run that linger in TIME_WAIT are no obstacle.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return socket;
        } catch (UnknownHostException e) {
            socket.close();
            throw new BrokerStartException("the Kafka broker can't listen on " + host + ": unknown host", e);
        } catch (IOException e) {
            socket.close();
            throw new BrokerStartException(
                    "the Kafka broker can't listen on " + new Address(host, port) + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }

    record Pair(Address clients, Address controller) {}
}
